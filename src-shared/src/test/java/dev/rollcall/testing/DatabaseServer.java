package dev.rollcall.testing;

import dev.rollcall.sql.DatabaseKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A running server with room for any number of databases. */
interface DatabaseServer {
    /** The user that every test database belongs to. */
    String USER = "rollcall";
    /** Its password, which a URL must escape. */
    String PASSWORD = "s3cr@t/100%";
    /** What a connection may take. */
    int LOGIN_SECONDS = 60;

    /** What it is, for messages and test names. */
    String name();

    DatabaseKind kind();

    int port();

    /** The superuser, who needs no password. */
    Connection administrator() throws SQLException;

    /** Kills the server as a crash of its machine would, and has it come back over the same files. */
    void crash() throws IOException, SQLException;

    /** Sends SIGKILL, and waits for the process to end. */
    static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Runs a statement as the superuser. */
    default void administer(String sql) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A plain connection of the test user. */
    default Connection connect(String database) throws SQLException {
        String scheme = kind() == DatabaseKind.MYSQL ? "mysql" : "postgresql";
        String url = String.format(Locale.ROOT, "jdbc:%s://127.0.0.1:%d/%s", scheme, port(), database);
        return connect(url, USER, PASSWORD);
    }

    /** Connects, however long a busy machine takes: a pool in this JVM has set a time for all connections. */
    static Connection connect(String url, String user, String password) throws SQLException {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        return DriverManager.getConnection(url, user, password);
    }
}
