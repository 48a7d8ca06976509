package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A MariaDB of this machine with a directory and a database of its own. Closing it ends it. */
final class MariaDbServer implements AutoCloseable {
    private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final String NAME = "opensips";
    private static final int START_SECONDS = 60;
    private static final int POLL_MILLIS = 100;

    private final int port;
    private final Process process;

    private MariaDbServer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Whether it is installed. */
    static boolean isInstalled() {
        return Files.isExecutable(INSTALL) && Files.isExecutable(SERVER);
    }

    /** @throws IOException where it does not come up */
    static MariaDbServer start(Path directory, Cores cores) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(directory, "mariadb");
        String data = own.resolve("data").toString();
        String user = "--user=" + System.getProperty("user.name");
        Command.output(List.of(
                INSTALL.toString(), "--no-defaults", "--datadir=" + data, user, "--skip-test-db",
                "--auth-root-authentication-method=normal"));
        int port = RunningServer.freePort();
        Process process = Children.start(new ProcessBuilder(cores.pin(List.of(
                SERVER.toString(), "--no-defaults", "--datadir=" + data, user, "--bind-address=127.0.0.1",
                "--port=" + port, "--socket=" + own.resolve("socket"), "--pid-file=" + own.resolve("pid"))))
                .redirectErrorStream(true).redirectOutput(own.resolve("log").toFile()));
        MariaDbServer server = new MariaDbServer(port, process);
        try {
            server.awaitDatabase();
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /** How OpenSIPS, Kamailio and Rollcall name the database. */
    String url() {
        return "mysql://" + NAME + ':' + NAME + "@127.0.0.1:" + port + '/' + NAME;
    }

    /** A connection to the database. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(NAME), NAME, NAME);
    }

    private void awaitDatabase() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection root = DriverManager.getConnection(jdbcUrl(""), "root", "");
                    Statement statement = root.createStatement()) {
                statement.execute("CREATE DATABASE " + NAME);
                statement.execute("GRANT ALL ON " + NAME + ".* TO " + NAME + "@'%' IDENTIFIED BY '" + NAME + "'");
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("MariaDB does not come up: " + e.getMessage(), e);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + '/' + database;
    }

    @Override
    public void close() {
        Children.stop(process);
    }
}
