package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.TableLock;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final String LEGACY_ROW = "INSERT INTO location (contact_id, username, domain, contact, expires)"
            + " VALUES (17, 'alice', 'example.com', 'sip:alice@192.0.2.1', 0)";

    @TempDir
    private Path directory;

    @Test
    void run_help_tellsEveryExitCode() {
        CommandRun run = CommandRun.of("--help");
        assertEquals(ExitCode.CLEAN, run.exit());
        List.of("0 clean, or wholly repaired", "1 findings remain", "2 wrong option", "3 the database")
                .forEach(line -> assertTrue(run.text().contains(line), run.text()));
    }

    @Test
    void run_opensipsCfg_inspectsTheTableThatItNames() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "phones", 1013);
            database.execute(LEGACY_ROW.replace("location", "phones"));
            Path file = Files.writeString(directory.resolve("opensips.cfg"), "loadmodule \"usrloc.so\"\n"
                    + "modparam(\"usrloc\", \"db_url\", \"" + database.urlText() + "\")\n"
                    + "modparam(\"usrloc\", \"use_domain\", 1)\nroute { save(\"phones\"); }\n");

            CommandRun run = CommandRun.of("--opensips-cfg", file.toString(), "--format", "json");

            assertEquals(ExitCode.FINDINGS, run.exit(), run.text());
            assertTrue(run.out().startsWith("{"), run.out());
            assertTrue(run.err().contains("Taken: rollcall.table = phones (" + file + ":4, as save())"), run.err());
        }
    }

    @Test
    void run_opensipsCfgAndOptions_optionsWin() throws IOException {
        Path file = Files.writeString(directory.resolve("opensips.cfg"),
                "modparam(\"usrloc\", \"db_url\", \"sqlite:///nowhere/a.sqlite\")\n"
                        + "route { save(\"a\"); save(\"b\"); }\n");

        CommandRun open = CommandRun.of("--opensips-cfg", file.toString());
        CommandRun settled = CommandRun.of("--opensips-cfg", file.toString(), "--table=b",
                "--db-url=sqlite:///nowhere/b.sqlite");

        assertEquals(ExitCode.REFUSED, open.exit());
        assertTrue(open.err().contains("do not agree on rollcall.table"), open.err());
        assertEquals(ExitCode.DATABASE, settled.exit(), settled.text());
        assertTrue(settled.err().contains("/nowhere/b.sqlite"), settled.err());
    }

    @Test
    void run_opensipsCfgWithOtherColumns_isRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("opensips.cfg"),
                "modparam(\"usrloc\", \"db_url\", \"sqlite:///nowhere/a.sqlite\")\n"
                        + "modparam(\"usrloc\", \"user_column\", \"name\")\n");

        CommandRun run = CommandRun.of("--opensips-cfg", file.toString());

        assertEquals(ExitCode.REFUSED, run.exit());
        assertTrue(run.err().contains("usrloc.user_column = name (" + file + ":2): Rollcall reads and writes OpenSIPS'"
                + " own column names"), run.err());
    }

    @Test
    void run_version_namesTheProgramAndJava() {
        CommandRun run = CommandRun.of("--version");
        assertEquals(ExitCode.CLEAN, run.exit());
        assertTrue(run.out().matches("(?s)Rollcall migrator \\d+\\.\\d+.*Java .*"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--hash-size=17", "--hash-size=1", "--hash-size=nine", "--use-domain=2", "--contact-id-format=masked",
        "--char-sign=both", "--table=loc;drop", "--regen", "stray", "--db-url=oracle://h/d", "--db-url="
    })
    void run_wrongArgument_refusedWithItsName(String argument) {
        CommandRun run = argument.startsWith("--db-url")
                ? CommandRun.of(argument)
                : CommandRun.of("--db-url", "sqlite:///nowhere/at/all.sqlite", argument);
        assertEquals(ExitCode.REFUSED, run.exit(), run.text());
        assertEquals("", run.out());
        assertTrue(run.err().contains(argument.replaceFirst("=.*", "")), run.err());
        assertTrue(run.err().contains("Nothing was read or written"), run.err());
    }

    @Test
    void run_noUrl_refused() {
        CommandRun run = CommandRun.of("--hash-size=9");
        assertEquals(ExitCode.REFUSED, run.exit());
        assertTrue(run.err().contains("--db-url is missing"), run.err());
    }

    @Test
    void run_misspelledOptionWithPassword_passwordMasked() {
        CommandRun run = CommandRun.of("--db-ulr=mysql://opensips:opensipsrw@localhost/opensips");
        assertEquals(ExitCode.REFUSED, run.exit());
        assertFalse(run.text().contains("opensipsrw"), run.text());
    }

    @Test
    void run_missingSqliteFile_namedAndNotMade() {
        Path file = directory.resolve("missing.sqlite");
        for (String option : List.of("--use-domain", "--regen-broken-contactid", "--dry-run")) {
            CommandRun run = CommandRun.of("--db-url", "sqlite://" + file, option);
            assertEquals(ExitCode.DATABASE, run.exit());
            assertTrue(run.err().contains(file.toString()), run.err());
            assertFalse(Files.exists(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgres"})
    void run_unreachableDatabase_exit3WithoutThePassword(String scheme) throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        CommandRun run = CommandRun.of("--db-url", scheme + "://opensips:opensipsrw@127.0.0.1:" + port + "/opensips");
        assertEquals(ExitCode.DATABASE, run.exit());
        assertTrue(run.err().contains("127.0.0.1:" + port), run.err());
        assertFalse(run.text().contains("opensipsrw"), run.text());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void run_missingTable_refused(TestDatabase database) {
        LocationTables.noteVersion(database, "location", 1013);
        CommandRun run = CommandRun.on(database.urlText(), List.of());
        assertEquals(ExitCode.REFUSED, run.exit(), run.text());
        assertTrue(run.err().contains("no table location"), run.err());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void run_schema1009_refusedWithTheUpgradeCommand(TestDatabase database) {
        LocationTables.create(database, "location", 1009);
        CommandRun run = CommandRun.on(database.urlText(), List.of("--regen-broken-contactid"));
        assertEquals(ExitCode.REFUSED, run.exit(), run.text());
        assertTrue(run.err().contains("must be upgraded to 1013 first"), run.err());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void run_newerSchema_refusedByEachCommand(TestDatabase database) {
        LocationTables.create(database, "location", 1013);
        database.execute(LEGACY_ROW);
        String url = database.urlText();
        assertEquals(ExitCode.CLEAN,
                CommandRun.on(url, List.of("--use-domain=1", "--regen-broken-contactid")).exit());
        database.execute("UPDATE version SET table_version = 1014", "ALTER TABLE location ADD something_new INTEGER");
        List<List<String>> before = database.query("SELECT * FROM location");
        for (String command : List.of("--use-domain=1", "--use-domain=1 --regen-broken-contactid",
                "plan --use-domain=1", "verify", "rollback", "upgrade --use-domain=1", "set-domain --domain a.example",
                "copy --to-url sqlite:///absent/other.sqlite")) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.addAll(List.of("--db-url", url));
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertEquals(ExitCode.REFUSED, run.exit(), () -> command + ": " + run.text());
            assertTrue(run.err().contains("the table location is of schema 1014; the newest that this program knows is"
                    + " 1013"), () -> command + ": " + run.text());
        }
        assertEquals(before, database.query("SELECT * FROM location"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void run_repairUnderWay_refused(TestDatabase test) {
        LocationTables.create(test, "location", 1013);
        test.execute(LEGACY_ROW);
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            TableLock lock = TableLock.acquire(database, "location").orElseThrow();
            try (lock) {
                CommandRun run = CommandRun.on(test.urlText(), List.of("--regen-broken-contactid"));
                assertEquals(ExitCode.REFUSED, run.exit(), run.text());
                assertTrue(run.err().contains("another repair of the table location is under way"), run.err());
                assertEquals(List.of(List.of("17")), test.query("SELECT contact_id FROM location"));
                assertEquals(ExitCode.FINDINGS, CommandRun.on(test.urlText(), List.of()).exit(), "it may be inspected");
            }
        }
        assertEquals(ExitCode.CLEAN, CommandRun.on(test.urlText(), List.of("--regen-broken-contactid")).exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--table=location", "--dry-run", "--use-domain=0"})
    void run_withoutRepair_sqliteFileNotTouched(String option) throws IOException, SQLException {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(test, "location", 1013);
            test.execute(LEGACY_ROW);
            Path file = Path.of(test.urlText().substring("sqlite://".length()));
            byte[] before = Files.readAllBytes(file);
            assertEquals(ExitCode.FINDINGS, CommandRun.on(test.urlText(), List.of(option)).exit());
            assertArrayEquals(before, Files.readAllBytes(file));
        }
    }
}
