package dev.rollcall.sql;

import static dev.rollcall.testing.RowBuilder.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rollcall.location.LocationRow;
import dev.rollcall.testing.DatabaseProxy;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgres"})
    void open_unknownHost_unavailable(String scheme) {
        DatabaseException e = assertThrows(DatabaseUnavailableException.class,
                () -> open(scheme + "://u:s3cret@no-such-host.invalid/o", Database.Access.READ_WRITE));
        assertTells(e, "s3cret", "no-such-host.invalid", "unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgres"})
    void open_nobodyListens_unavailable(String scheme) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        DatabaseException e = assertThrows(DatabaseUnavailableException.class,
                () -> open(scheme + "://u:s3cret@127.0.0.1:" + port + "/o", Database.Access.READ_WRITE));
        assertTells(e, "s3cret", "127.0.0.1:" + port, "refused");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void open_wrongPassword_refused(TestDatabase test) {
        assumeTrue(test.kind() != DatabaseKind.SQLITE, "SQLite has no passwords");
        String url = test.urlText().replaceFirst(":s3[^@]*@[^@]*@", ":wr0ng@");
        DatabaseException e = assertThrows(DatabaseRefusedException.class, () -> open(url, Database.Access.READ_WRITE));
        assertTells(e, "wr0ng", "rollcall", "127.0.0.1");
    }

    @Test
    void open_mariaDbOfThisMachine_byItsDriverUnencrypted() throws SQLException {
        TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL);
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            assertEquals(JdbcDriver.MARIADB, database.driver());
            assertEquals("", tlsVersion(database));
        }
    }

    @Test
    void open_mariaDbThatInsistsOnTls_byItsDriverEncrypted() throws SQLException {
        TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL);
        test.administer("CREATE OR REPLACE USER 'secure'@'127.0.0.1' IDENTIFIED BY 'pw' REQUIRE SSL",
                "GRANT ALL ON *.* TO 'secure'@'127.0.0.1'");
        String url = test.urlText().replaceFirst("//[^:]*:s3[^@]*@[^@]*@", "//secure:pw@");
        try (Database database = open(url, Database.Access.READ_WRITE)) {
            assertEquals(JdbcDriver.MARIADB, database.driver());
            assertTrue(tlsVersion(database).startsWith("TLS"), tlsVersion(database));
        }
    }

    @Test
    void open_jdbcUrl_byTheDriverThatItNames() {
        TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL);
        String mysql = "jdbc:" + test.urlText();
        try (Database database = open(mysql, Database.Access.READ_WRITE)) {
            assertEquals(JdbcDriver.MYSQL, database.driver());
        }
        try (Database database = open(mysql.replace("jdbc:mysql", "jdbc:mariadb"), Database.Access.READ_WRITE)) {
            assertEquals(JdbcDriver.MARIADB, database.driver());
        }
    }

    @Test
    void open_sslModeInAUrl_isObeyed() throws SQLException {
        TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL);
        String url = "jdbc:" + test.urlText().replace("mysql:", "mariadb:") + "?sslMode=trust";
        try (Database database = open(url, Database.Access.READ_WRITE)) {
            assertTrue(tlsVersion(database).startsWith("TLS"), tlsVersion(database));
        }
    }

    private static String tlsVersion(Database database) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_version'")) {
            rows.next();
            return rows.getString(2);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void open_missingDatabase_refused(TestDatabase test) {
        assumeTrue(test.kind() != DatabaseKind.SQLITE, "a SQLite database is a file");
        DatabaseException e = assertThrows(DatabaseRefusedException.class,
                () -> open(test.urlText() + "_missing", Database.Access.CREATE));
        assertTells(e, TestDatabase.password(), "_missing");
    }

    @Test
    void open_missingFile_refusedAndNotCreated() {
        Path file = directory.resolve("none.sqlite");
        for (Database.Access access : List.of(Database.Access.READ_ONLY, Database.Access.READ_WRITE)) {
            DatabaseException e = assertThrows(DatabaseRefusedException.class, () -> open("sqlite://" + file, access));
            assertTells(e, "***", file.toString(), "does not exist");
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void open_missingFileToCreate_created() {
        Path file = directory.resolve("new.sqlite");
        open("sqlite://" + file, Database.Access.CREATE).close();
        assertTrue(Files.exists(file));
    }

    @Test
    void open_missingDirectory_refused() {
        Path file = directory.resolve("none").resolve("new.sqlite");
        DatabaseException e = assertThrows(DatabaseRefusedException.class,
                () -> open("sqlite://" + file, Database.Access.CREATE));
        assertTells(e, "***", file.toString(), "directory");
    }

    @Test
    void requireFile_missingDirectory_refusedBeforeItIsOpened() {
        DatabaseUrl url = DatabaseUrl.parse("sqlite://" + directory.resolve("none").resolve("new.sqlite"));
        DatabaseException e = assertThrows(DatabaseRefusedException.class,
                () -> Database.requireFile(url, Database.Access.CREATE));
        assertTells(e, "***", "directory", "does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_ONLY", "READ_WRITE"})
    void close_fileThatWasServed_leavesNothingBesideIt(Database.Access access) throws IOException, SQLException {
        Path file = directory.resolve("served.sqlite");
        open("sqlite://" + file, Database.Access.CREATE).close();
        byte[] before = Files.readAllBytes(file);
        try (Database database = open("sqlite://" + file, access); Connection connection = database.connection()) {
            assertEquals("wal", journalMode(connection));
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(file), left.toList());
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_ONLY", "READ_WRITE"})
    void open_fileOfOpenSips_keepsItsJournalMode(Database.Access access) throws SQLException {
        String jdbcUrl = "jdbc:sqlite:" + directory.resolve("opensips.sqlite");
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE version (table_name CHAR(32), table_version INTEGER)");
        }
        try (Database database = open(jdbcUrl, access); Connection connection = database.connection()) {
            assertEquals("delete", journalMode(connection));
        }
    }

    @Test
    void open_readOnlyFileThatWasServed_refusesWrites() throws SQLException {
        String url = "sqlite://" + directory.resolve("served.sqlite");
        open(url, Database.Access.CREATE).close();
        try (Database database = open(url, Database.Access.READ_ONLY);
                Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.execute("CREATE TABLE intruder (id INTEGER)"));
        }
    }

    private static String journalMode(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            return mode.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_WRITE", "CREATE"})
    void open_fileThatMayNotBeWritten_refusedAtOnce(Database.Access access) throws IOException {
        Path file = directory.resolve("read-only.sqlite");
        open("sqlite://" + file, Database.Access.CREATE).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(file), "root writes every file");
        DatabaseException e = assertThrows(DatabaseRefusedException.class, () -> open("sqlite://" + file, access));
        assertTells(e, "***", file.toString(), "this user may not write");
        open("sqlite://" + file, Database.Access.READ_ONLY).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_ONLY", "READ_WRITE", "CREATE"})
    void open_fileOfSomethingElse_refusedAndUntouched(Database.Access access) throws IOException {
        byte[] content = "listen = udp:127.0.0.1:5060\n".repeat(100).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(directory.resolve("rollcall.cfg"), content);
        DatabaseException e = assertThrows(DatabaseRefusedException.class, () -> open("sqlite://" + file, access));
        assertTells(e, "***", file.toString(), "not a database");
        assertEquals(new String(content, StandardCharsets.UTF_8), Files.readString(file));
    }

    @Test
    void open_directory_refused() {
        DatabaseException e = assertThrows(DatabaseRefusedException.class,
                () -> open("sqlite://" + directory, Database.Access.CREATE));
        assertTells(e, "***", "directory");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void connection_serverGoneAndBack_unavailableThenServes(TestDatabase test) throws IOException {
        LocationTables.create(test, "location", 1013);
        try (DatabaseProxy proxy = new DatabaseProxy(test);
                Database database = open(proxy.urlText(), Database.Access.READ_WRITE)) {
            LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
            try (LocationTransaction transaction = store.begin(true)) {
                transaction.insert(List.of(row(1).build()));
                proxy.cut();
                DatabaseException e = assertThrows(DatabaseUnavailableException.class,
                        () -> transaction.insert(List.of(row(2).build())));
                assertTells(e, TestDatabase.password(), "cannot write table location");
            }
            assertThrows(DatabaseUnavailableException.class, () -> store.scan(row -> {}));
            proxy.mend();
            try (LocationTransaction transaction = store.begin(true)) {
                assertEquals(List.of(), transaction.insert(List.of(row(3).build())));
                transaction.commit();
            }
            List<LocationRow> rows = new ArrayList<>();
            store.scan(rows::add);
            assertEquals(List.of(row(3).build()), rows);
        }
    }

    @Test
    void begin_anotherProgramWrites_waitsForItsEnd() throws Exception {
        TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
        LocationTables.create(test, "location", 1013);
        try (Database database = test.open(Database.Access.READ_WRITE);
                Connection other = test.connect();
                Statement statement = other.createStatement()) {
            LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
            statement.execute("BEGIN IMMEDIATE");
            CountDownLatch begun = new CountDownLatch(1);
            Thread writer = new Thread(() -> {
                begun.countDown();
                try (LocationTransaction transaction = store.begin(true)) {
                    transaction.insert(List.of(row(1).build()));
                    transaction.commit();
                }
            });
            writer.start();
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            statement.execute("UPDATE version SET table_version = 1013");
            statement.execute("COMMIT");
            writer.join();
            assertEquals(List.of(List.of("1")), test.query("SELECT contact_id FROM location"));
        }
    }

    @Test
    void begin_afterOneThatFoundTheFileLocked_writesInATransaction() throws Exception {
        TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
        LocationTables.create(test, "location", 1013);
        try (Database database = Database.open(DatabaseUrl.parse(test.urlText()), Database.Access.READ_WRITE, 1);
                Connection other = test.connect();
                Statement statement = other.createStatement()) {
            LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
            store.schema();
            statement.execute("BEGIN IMMEDIATE");
            assertThrows(DatabaseUnavailableException.class, () -> store.begin(true));
            statement.execute("ROLLBACK");

            try (LocationTransaction transaction = store.begin(true)) {
                transaction.insert(List.of(row(1).build()));
            }
            assertEquals(List.of(), test.query("SELECT contact_id FROM location"), "it was not committed");
            try (LocationTransaction transaction = store.begin(true)) {
                transaction.insert(List.of(row(2).build()));
                transaction.commit();
            }
            assertEquals(List.of(List.of("2")), test.query("SELECT contact_id FROM location"));
        }
    }

    @Test
    void scan_anotherProcess_readsWhileWriterIsOpen() throws Exception {
        TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
        LocationTables.create(test, "location", 1013);
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
            try (LocationTransaction first = store.begin(true)) {
                first.insert(List.of(row(1).build()));
                first.commit();
                first.insert(List.of(row(2).build()));
                assertEquals("1", sqlite3(test, "SELECT count(*) FROM location"));
                first.commit();
                assertEquals("2", sqlite3(test, "SELECT count(*) FROM location"));
            }
        }
    }

    private static String sqlite3(TestDatabase test, String sql) throws Exception {
        String file = test.urlText().substring("sqlite://".length());
        Process process;
        try {
            process = new ProcessBuilder("sqlite3", "-readonly", file, sql).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no sqlite3 command on this machine");
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static Database open(String url, Database.Access access) {
        return Database.open(DatabaseUrl.parse(url), access, 2);
    }

    private static void assertTells(DatabaseException e, String secret, String... words) {
        StringWriter whole = new StringWriter();
        e.printStackTrace(new PrintWriter(whole));
        assertFalse(whole.toString().contains(secret), "the password is in: " + whole);
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e.getMessage());
        }
    }
}
