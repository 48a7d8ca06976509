package dev.rollcall.testing;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A fresh, empty database of one test: a SQLite file or a database of a server that this process started and stops
 * at its end. A SQLite file is not made before something opens it for writing.
 *
 * <p>{@code @MethodSource("dev.rollcall.testing.TestDatabase#all")} runs a test against every kind; JUnit closes
 * what it handed to the test.
 */
public final class TestDatabase implements AutoCloseable {
    private static final long START_SECONDS = 120;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DatabaseServer server;
    private final String name;
    private final Path file;
    private final boolean byMysqlDriver;

    private TestDatabase(DatabaseServer server, String name, Path file, boolean byMysqlDriver) {
        this.server = server;
        this.name = name;
        this.file = file;
        this.byMysqlDriver = byMysqlDriver;
    }

    /** One database of every kind that this machine can run. */
    public static Stream<TestDatabase> all() {
        return Stream.of(DatabaseKind.values()).map(TestDatabase::create).flatMap(Optional::stream);
    }

    /** As {@link #all}, and one more of MariaDB whose URL names MySQL's driver. */
    public static Stream<TestDatabase> everyDriver() {
        return Stream.concat(all(), create(DatabaseKind.MYSQL)
                .map(database -> new TestDatabase(database.server, database.name, null, true))
                .stream());
    }

    /** Databases with a server; a SQLite file does not go away. */
    public static Stream<TestDatabase> servers() {
        return Stream.of(DatabaseKind.MYSQL, DatabaseKind.POSTGRESQL).map(TestDatabase::of);
    }

    /** A database of a kind; skips the test where this machine cannot run it. */
    public static TestDatabase of(DatabaseKind kind) {
        Optional<TestDatabase> database = create(kind);
        Assumptions.assumeTrue(database.isPresent(), kind + " cannot be started on this machine");
        return database.get();
    }

    private static Optional<TestDatabase> create(DatabaseKind kind) {
        String name = "test" + NUMBER.incrementAndGet();
        return switch (kind) {
            case SQLITE -> Optional.of(new TestDatabase(null, name, Files.DIRECTORY.resolve(name + ".sqlite"), false));
            case MYSQL -> MariaDb.SERVER.map(server -> create(server, name,
                    "GRANT ALL ON " + name + ".* TO '" + DatabaseServer.USER + "'@'127.0.0.1'"));
            case POSTGRESQL -> Postgres.SERVER.map(server -> create(server, name,
                    "ALTER DATABASE " + name + " OWNER TO " + DatabaseServer.USER));
        };
    }

    private static TestDatabase create(DatabaseServer server, String name, String grant) {
        try {
            server.administer("CREATE DATABASE " + name);
            server.administer(grant);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(server, name, null, false);
    }

    /** The kind of database. */
    public DatabaseKind kind() {
        return server == null ? DatabaseKind.SQLITE : server.kind();
    }

    /** The URL as an operator would write it, password included. */
    public String urlText() {
        if (server == null) {
            return "sqlite://" + file;
        }
        String scheme = byMysqlDriver ? "jdbc:mysql" : kind() == DatabaseKind.MYSQL ? "mysql" : "postgres";
        String password = DatabaseServer.PASSWORD.replace("%", "%25");
        return String.format(Locale.ROOT, "%s://%s:%s@127.0.0.1:%d/%s",
                scheme, DatabaseServer.USER, password, server.port(), name);
    }

    /** The URL. */
    public DatabaseUrl url() {
        return DatabaseUrl.parse(urlText());
    }

    /** The password in {@link #urlText}, which no other text may hold; not for SQLite. */
    public static String password() {
        return DatabaseServer.PASSWORD;
    }

    /** Opens the database as the programs do, with a few connections. */
    public Database open(Database.Access access) {
        return Database.open(url(), access, 4);
    }

    /** A connection of another program. */
    public Connection connect() throws SQLException {
        return server == null ? DriverManager.getConnection("jdbc:sqlite:" + file) : server.connect(name);
    }

    /** From now on what is committed outlives {@link #crashServer}, for new connections; not for SQLite. */
    public void keepCommits() {
        if (kind() == DatabaseKind.POSTGRESQL) {
            // off for the tests' sake: the last half second of commits would be lost
            execute("ALTER DATABASE " + name + " SET synchronous_commit = on");
        }
    }

    /** Kills the server, with whatever it is doing for whomever, and waits until it is back; not for SQLite. */
    public void crashServer() throws IOException, SQLException {
        server.crash();
        long start = System.nanoTime();
        for (boolean back = false; !back;) {
            try {
                connect().close();
                back = true;
            } catch (SQLException e) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                    throw e;
                }
            }
        }
    }

    /** Runs statements as the server's superuser. */
    public void administer(String... statements) throws SQLException {
        for (String sql : statements) {
            server.administer(sql);
        }
    }

    /** Runs statements as another program. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another program reads: every value as the driver's text, null for NULL. */
    public List<List<String>> query(String select) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(select)) {
            ResultSetMetaData metaData = result.getMetaData();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= metaData.getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops the database; a SQLite file stays until the process ends. */
    @Override
    public void close() throws SQLException {
        if (server != null) {
            server.administer("DROP DATABASE " + name + (kind() == DatabaseKind.POSTGRESQL ? " WITH (FORCE)" : ""));
        }
    }

    /** The kind's everyday name: the name of a parameterised test. */
    @Override
    public String toString() {
        return server == null ? "SQLite" : server.name() + (byMysqlDriver ? " by MySQL's driver" : "");
    }

    /** Where the SQLite files are, made at first use. */
    private static final class Files {
        static final Path DIRECTORY = directory();

        private static Path directory() {
            try {
                return ServerDirectory.create("rollcall-sqlite-", () -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one MariaDB server of this process, started at first use. */
    private static final class MariaDb {
        static final Optional<DatabaseServer> SERVER = start("MariaDB", MariaDbServer::start);
    }

    /** The one PostgreSQL server of this process, started at first use. */
    private static final class Postgres {
        static final Optional<DatabaseServer> SERVER = start("PostgreSQL", PostgresServer::start);
    }

    private static Optional<DatabaseServer> start(String name, Callable<DatabaseServer> start) {
        String platform = System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            return skipped(name, "its Maven artifact is for Linux amd64, and this is " + platform);
        }
        // a server that dies at once is waited for without end by what starts it
        FutureTask<DatabaseServer> starting = new FutureTask<>(start);
        Thread thread = new Thread(starting, "start-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return Optional.of(starting.get(START_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return skipped(name, "cannot be started: " + e.getCause());
        } catch (TimeoutException e) {
            return skipped(name, "not started within " + START_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return skipped(name, "interrupted while it started");
        }
    }

    private static Optional<DatabaseServer> skipped(String name, String reason) {
        System.out.println("SKIPPED DATABASE: " + name + ": " + reason);
        return Optional.empty();
    }
}
