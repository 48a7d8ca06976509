package dev.rollcall.testing;

import dev.rollcall.sql.DatabaseKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A PostgreSQL server out of a Maven artifact. */
final class PostgresServer implements DatabaseServer {
    private static final String DURABLE = Boolean.getBoolean("rollcall.testing.durable") ? "on" : "off";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer start() throws IOException, SQLException {
        AtomicReference<EmbeddedPostgres> running = new AtomicReference<>();
        Path directory = ServerDirectory.create("rollcall-postgres-", () -> {
            if (running.get() != null) {
                running.get().close();
            }
        });
        Path hosts = Files.writeString(directory.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all postgres ::1/128 trust
                host all all 127.0.0.1/32 scram-sha-256
                """);
        running.set(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.resolve("base").toFile())
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                // a machine that builds beside it is slow
                .setPGStartupWait(Duration.ofMinutes(3))
                .setServerConfig("hba_file", hosts.toString())
                // tests need no commit that survives a power failure; a benchmark does
                .setServerConfig("fsync", DURABLE)
                .setServerConfig("synchronous_commit", DURABLE)
                .start());
        PostgresServer server = new PostgresServer(running.get());
        server.administer("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
        return server;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }

    @Override
    public int port() {
        return server.getPort();
    }

    /** One process of it is killed: the others end too, and it starts anew from its log by itself. */
    @Override
    public void crash() throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
            pid.next();
            DatabaseServer.kill(pid.getLong(1));
        }
    }

    @Override
    public Connection administrator() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }
}
