package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as Kamailio makes them; the values are those that Kamailio 5.6.3 wrote. */
class KamailioImportTest {
    /** 2036-11-21 17:00:12 UTC: years to come. */
    private static final long EXPIRES = 2_110_899_612L;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void import_rowsOfKamailio_carriedOverAndClean(DatabaseKind kind) throws SQLException {
        try (TestDatabase source = TestDatabase.of(kind);
                TestDatabase target = TestDatabase.of(kind)) {
            table(source, kind);
            List<List<String>> before = source.query("SELECT * FROM location ORDER BY id");

            CommandRun run = run(source, target, "--cflags-map=3=NAT,9=OTHER", "--time-zone=Europe/Berlin");
            assertEquals(ExitCode.CLEAN, run.exit(), run::text);
            assertTrue(run.text().contains("1 rows lose branch flag 5"), run::text);
            assertTrue(run.text().contains("1 rows lose flags of Kamailio's own"), run::text);
            assertTrue(run.text().contains("1 rows were flows of one phone"), run::text);
            assertTrue(run.text().contains("1 attributes of location_attrs"), run::text);
            assertTrue(run.text().contains("Imported: 3 of 3 rows"), run::text);
            assertEquals(before, source.query("SELECT * FROM location ORDER BY id"));
            assertEquals(List.of(
                            row("alice", "a.example", EXPIRES, "1775", "", null),
                            row("alice", "a.example", EXPIRES, null, "NAT", null),
                            row("bob", "b.example", 0, "16384", "", "<urn:uuid:00000000-0000-0000-0000-000000000001>")),
                    target.query("SELECT username, domain, expires, methods, cflags, sip_instance, flags, callid"
                            + " FROM location ORDER BY callid").stream()
                            .map(row -> row.subList(0, 7)).toList());
            assertEquals(List.of(0.3f, 0.5f, -1f), target.query("SELECT q FROM location ORDER BY callid").stream()
                    .map(row -> Float.valueOf(row.get(0))).toList());
            assertTrue(target.query("SELECT last_modified FROM location").get(0).get(0)
                    .startsWith("2026-11-21 17:00:12"), "local time of the server in Berlin");
            assertEquals(ExitCode.CLEAN, CommandRun.on(target.urlText(), List.of("--use-domain=1")).exit());
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void import_version8WithUnixTimes_carriedOver(DatabaseKind kind) throws SQLException {
        try (TestDatabase source = TestDatabase.of(kind);
                TestDatabase target = TestDatabase.of(DatabaseKind.SQLITE)) {
            kamailio(source, 8, "BIGINT");
            insert(source, 1, "alice", "NULL", "" + EXPIRES, 1, 0, 0, "NULL", "NULL", 0);
            CommandRun refused = run(source, target);
            assertEquals(ExitCode.REFUSED, refused.exit(), refused::text);
            assertTrue(refused.out().contains("--use-domain=0"), refused::text);
            assertTrue(OldTable.tables(target).isEmpty());

            CommandRun run = run(source, target, "--use-domain=0");
            assertEquals(ExitCode.CLEAN, run.exit(), run::text);
            assertEquals(List.of(List.of("alice", "" + EXPIRES)),
                    target.query("SELECT username, expires FROM location"));
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void import_rowsThatCannotBeCarried_leftOutAndNamed(DatabaseKind kind) throws SQLException {
        try (TestDatabase source = TestDatabase.of(kind);
                TestDatabase target = TestDatabase.of(kind)) {
            kamailio(source, 9, localTime(kind));
            insert(source, 1, "alice", "'a.example'", time(kind, EXPIRES), 1, 0, 0, "NULL", "NULL", 0);
            insert(source, 2, "", "'a.example'", time(kind, EXPIRES), 1, 0, 0, "NULL", "NULL", 0);
            insert(source, 3, "carol", "'a.example'", time(kind, EXPIRES), 1, 0, 0, "NULL", "NULL", 0);
            source.execute("UPDATE location SET path = '<sip:" + "p".repeat(300) + ";lr>' WHERE id = 3");
            CommandRun dry = run(source, target, "--dry-run", "--time-zone=Europe/Berlin");
            assertEquals(ExitCode.FINDINGS, dry.exit(), dry::text);
            assertTrue(dry.text().contains("1 of 3 rows would be imported; nothing was written"), dry::text);
            CommandRun run = run(source, target, "--time-zone=Europe/Berlin");
            assertEquals(ExitCode.FINDINGS, run.exit(), run::text);
            assertTrue(run.text().contains("2 rows that are left out"), run::text);
            assertTrue(run.text().contains("id 2, user ''"), run::text);
            assertTrue(run.text().contains("it has no username"), run::text);
            assertTrue(run.text().contains("longer than 255"), run::text);
            assertEquals(List.of(List.of("alice")), target.query("SELECT username FROM location"));
        }
    }

    @Test
    void import_moreRowsThanAPage_eachWithAnIdOfItsOwn() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(DatabaseKind.SQLITE)) {
            kamailio(source, 9, localTime(DatabaseKind.SQLITE));
            source.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
                    + " INSERT INTO location (id, ruid, username, domain, contact, expires, last_modified, callid)"
                    + " SELECT i * 3, 'r' || i, 'user' || (i / 4), 'a.example', 'sip:' || i || '@192.0.2.1',"
                    + " 2461366.2, 2461366.1, 'c' || i FROM n");
            CommandRun run = run(source, target);
            assertEquals(ExitCode.CLEAN, run.exit(), run::text);
            assertEquals(List.of(List.of("2500", "2500", "626")), target.query(
                    "SELECT COUNT(*), COUNT(DISTINCT contact_id), COUNT(DISTINCT username) FROM location"));
            assertEquals(List.of(List.of("0")), target.query("SELECT COUNT(*) FROM location WHERE"
                    + " contact <> 'sip:' || substr(callid, 2) || '@192.0.2.1'"));
        }
    }

    @Test
    void import_noTableOfKamailio_refused() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(source, "location", 1013);
            CommandRun run = run(source, target);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("none of Kamailio's"), run::text);
        }
    }

    @Test
    void inspect_tableOfKamailio_refusedWithTheImportCommand() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE)) {
            kamailio(source, 9, localTime(DatabaseKind.SQLITE));
            CommandRun run = CommandRun.on(source.urlText(), List.of());
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("java -jar migrator.jar import-kamailio"), run::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"32=A", "x=A", "3", "3=A B", "3=A,,"})
    void import_flagsThatAreNoMap_refused(String map) {
        CommandRun run = CommandRun.of("import-kamailio", "--db-url", "sqlite:///nowhere/a.sqlite", "--to-url",
                "sqlite:///nowhere/b.sqlite", "--cflags-map", map);
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().contains("--cflags-map: '"), run::text);
    }

    /** A table of version 9 with something of everything. */
    static void table(TestDatabase database, DatabaseKind kind) {
        kamailio(database, 9, localTime(kind));
        insert(database, 1, "alice", "'a.example'", time(kind, EXPIRES), 0.3, 0, 0, "2799", "NULL", 0);
        insert(database, 2, "alice", "'a.example'", time(kind, EXPIRES), 0.5, 4, 40, "NULL", "NULL", 0);
        insert(database, 3, "bob", "'b.example'", time(kind, 0), -1, 0, 0, "49152",
                "'<urn:uuid:00000000-0000-0000-0000-000000000001>'", 1);
    }

    private static List<String> row(
            String user, String domain, long expires, String methods, String cflags, String instance) {
        List<String> row = new ArrayList<>(List.of(user, domain, "" + expires));
        row.add(methods);
        row.add(cflags);
        row.add(instance);
        row.add("0");
        return row;
    }

    private static String localTime(DatabaseKind kind) {
        return kind == DatabaseKind.MYSQL ? "DATETIME" : "TIMESTAMP WITHOUT TIME ZONE";
    }

    /** Kamailio: Berlin's time is an hour ahead in winter; on SQLite it is a Julian day. */
    private static String time(DatabaseKind kind, long unixSeconds) {
        if (kind == DatabaseKind.SQLITE) {
            return String.valueOf(unixSeconds / 86400.0 + 2440587.5);
        }
        return unixSeconds == 0 ? "'1970-01-01 01:00:00'" : "'2036-11-21 18:00:12'";
    }

    private static void kamailio(TestDatabase database, int version, String time) {
        String contact = version == 8 ? "contact VARCHAR(255)" : "contact VARCHAR(512)";
        database.execute("CREATE TABLE location (id INTEGER PRIMARY KEY NOT NULL, ruid VARCHAR(64) DEFAULT '' NOT NULL,"
                + " username VARCHAR(64) DEFAULT '' NOT NULL, domain VARCHAR(64) DEFAULT NULL, " + contact
                + " DEFAULT '' NOT NULL, received VARCHAR(128) DEFAULT NULL, path VARCHAR(512) DEFAULT NULL, expires "
                + time + " NOT NULL, q FLOAT DEFAULT 1.0 NOT NULL, callid VARCHAR(255) DEFAULT 'Default-Call-ID'"
                + " NOT NULL, cseq INTEGER DEFAULT 1 NOT NULL, last_modified " + time + " NOT NULL,"
                + " flags INTEGER DEFAULT 0 NOT NULL, cflags INTEGER DEFAULT 0 NOT NULL, user_agent VARCHAR(255)"
                + " DEFAULT '' NOT NULL, socket VARCHAR(64) DEFAULT NULL, methods INTEGER DEFAULT NULL, instance"
                + " VARCHAR(255) DEFAULT NULL, reg_id INTEGER DEFAULT 0 NOT NULL, server_id INTEGER DEFAULT 0 NOT NULL,"
                + " connection_id INTEGER DEFAULT 0 NOT NULL, keepalive INTEGER DEFAULT 0 NOT NULL,"
                + " partitions INTEGER DEFAULT 0 NOT NULL)",
                "CREATE TABLE location_attrs (id INTEGER PRIMARY KEY NOT NULL, ruid VARCHAR(64), aname VARCHAR(64))",
                "INSERT INTO location_attrs VALUES (1, 'r', 'a')");
        LocationTables.noteVersion(database, "location", version);
    }

    private static void insert(
            TestDatabase database, int id, String user, String domain, String expires, double q, int flags, int cflags,
            String methods, String instance, int regId) {
        String modified = expires.startsWith("'") ? "'2026-11-21 17:00:12'"
                : expires.contains(".") ? "2461366.1668055556" : "1795276812";
        database.execute("INSERT INTO location (id, ruid, username, domain, contact, expires, q, callid, cseq,"
                + " last_modified, flags, cflags, user_agent, socket, methods, instance, reg_id, connection_id) VALUES ("
                + id + ", 'uloc-" + id + "', '" + user + "', " + domain + ", 'sip:" + id + "@192.0.2.1:5060', " + expires
                + ", " + q + ", 'call-" + id + "', " + id + ", " + modified + ", " + flags + ", " + cflags
                + ", 'phone', 'udp:192.0.2.9:5060', " + methods + ", " + instance + ", " + regId + ", -1)");
    }

    private static CommandRun run(TestDatabase source, TestDatabase target, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "import-kamailio", "--db-url", source.urlText(), "--to-url", target.urlText()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
