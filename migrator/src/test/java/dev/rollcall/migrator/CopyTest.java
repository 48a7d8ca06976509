package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CopyTest {
    private static final String COLUMNS = "username, domain, contact, received, path, expires, callid, cseq, flags,"
            + " cflags, user_agent, socket, methods, sip_instance, attr, kv_store";
    private static final String ROW = "INSERT INTO location (contact_id, username, domain, contact, expires, q, callid,"
            + " cseq, last_modified, methods, kv_store, attr) VALUES ";

    private static final String ALICE = "(5, 'alice', NULL, 'sip:a@192.0.2.1', 0, 1, 'c', 1, '2026-11-21 09:00:00',"
            + " NULL, NULL, NULL)";

    @TempDir
    private Path directory;

    static Stream<Arguments> directions() {
        return Stream.of(DatabaseKind.values()).flatMap(from ->
                Stream.of(DatabaseKind.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("directions")
    void copy_everyDirection_everyValueTheSame(DatabaseKind from, DatabaseKind to) throws Exception {
        try (TestDatabase source = TestDatabase.of(from);
                TestDatabase target = TestDatabase.of(to)) {
            Fixture.copied().filter(table -> table.toString().equals("opensips-master-hash9-domain1")).findFirst()
                    .orElseThrow().load(source);
            source.execute(
                    ROW + "(4611686018427387903, 'j\u00fcrgen', 'a.example', 'sip:j@192.0.2.1', 0, 0.3, 'c1',"
                            + " 2147483647, '2026-11-21 23:59:59', -1, '{\"k\":\"\ud83d\ude00 \\\\ \"\"}', NULL)",
                    ROW + "(1, 'o''hara', NULL, 'sip:o@192.0.2.1', 2147483647, -1, 'c2', 0,"
                            + " '1900-01-01 00:00:01', NULL, NULL, '')");
            if (from == DatabaseKind.MYSQL) {
                source.execute(ROW + "(18446744073709551615, 'max', NULL, 'sip:m@192.0.2.1', 1, 0.7, 'c3', 1,"
                        + " '2026-03-29 02:30:00', 5951, NULL, NULL)");
            }
            List<List<String>> before = values(source);

            CommandRun run = copy(source, target);
            assertEquals(ExitCode.CLEAN, run.exit(), run::text);
            assertTrue(run.out().contains("Copied: " + before.size() + " rows"), run::text);
            assertEquals(before, values(target));
            assertEquals(before, values(source), "the source is as it was");
            assertEquals(q(source), q(target));
            assertEquals(ids(source), ids(target));
            assertEquals("1013", OldTable.version(target, "location"));
            assertEquals(OldTable.newShape(to, "location"), OldTable.shape(target, "location"));
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void copy_targetWithRows_refusedAndNotTouched(DatabaseKind to) throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(to)) {
            table(source, ALICE);
            table(target, ALICE.replace("5", "6"));
            CommandRun run = copy(source, target);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("has rows; nothing is ever written over"), run::text);
            assertEquals(List.of(List.of("6")), target.query("SELECT contact_id FROM location"));
            target.execute("DELETE FROM location");
            assertEquals(ExitCode.CLEAN, copy(source, target).exit());
            assertEquals(List.of(List.of("5")), target.query("SELECT contact_id FROM location"));
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void copy_valueThatIsNoNumber_refusedAndTheRowNamed(DatabaseKind to) throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(to)) {
            table(source, "(5, 'alice', NULL, 'sip:a@192.0.2.1', 0, 1, 'c', 'many', '2026-11-21 09:00:00', NULL, NULL,"
                    + " NULL)");
            CommandRun run = copy(source, target);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("contact_id 5 of user alice"), run::text);
            assertTrue(run.err().contains("cseq holds what is no whole number: many"), run::text);
            assertTrue(target.query("SELECT * FROM location").isEmpty());
        }
    }

    @Test
    void copy_valueThatTheTargetRounds_refusedAndNothingLeft() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(DatabaseKind.MYSQL)) {
            table(source, "(5, 'alice', NULL, 'sip:a@192.0.2.1', 0, 0.123, 'c', 1, '2026-11-21 09:00:00', NULL, NULL,"
                    + " NULL)");
            CommandRun run = copy(source, target);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("q is 0.123 and became 0.12"), run::text);
            assertTrue(target.query("SELECT * FROM location").isEmpty());
        }
    }

    @Test
    void copy_expiryThatTheTargetCannotHold_refusedAndNothingLeft() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(DatabaseKind.POSTGRESQL)) {
            table(source, "(5, 'alice', NULL, 'sip:a@192.0.2.1', 4000000000, 1, 'c', 1, '2026-11-21 09:00:00', NULL,"
                    + " NULL, NULL)");
            CommandRun run = copy(source, target);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("the target does not take it"), run::text);
            assertTrue(target.query("SELECT * FROM location").isEmpty());
            assertFalse(run.text().contains(TestDatabase.password()), run::text);
        }
    }

    @Test
    void copy_dryRun_writesNothing() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE)) {
            table(source, ALICE);
            Path file = directory.resolve("target.sqlite");
            CommandRun run = CommandRun.of("copy", "--db-url", source.urlText(), "--to-url", "sqlite://" + file,
                    "--dry-run");
            assertEquals(ExitCode.CLEAN, run.exit(), run::text);
            assertTrue(run.out().contains("1 rows can be copied"), run::text);
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void copy_ontoItself_refused() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE)) {
            table(source, ALICE);
            CommandRun run = CommandRun.of("copy", "--db-url", source.urlText(), "--to-url", source.urlText());
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("name the same table"), run::text);
        }
    }

    @Test
    void copy_olderSchema_refusedWithTheUpgradeCommand() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(source, "location", 1011);
            CommandRun run = copy(source, target);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("java -jar migrator.jar upgrade"), run::text);
        }
    }

    @Test
    void copy_moreRowsThanAPage_allThere() throws SQLException {
        try (TestDatabase source = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase target = TestDatabase.of(DatabaseKind.SQLITE)) {
            List<String> rows = new ArrayList<>();
            for (int i = 1; i <= 2500; i++) {
                rows.add("(" + i * 7L + ", 'u" + i + "', NULL, 'sip:a@192.0.2.1', 0, 1, 'c', 1, '2026-11-21 09:00:00',"
                        + " NULL, NULL, NULL)");
            }
            table(source, String.join(", ", rows));
            assertEquals(ExitCode.CLEAN, copy(source, target).exit());
            assertEquals(values(source), values(target));
        }
    }

    private static void table(TestDatabase database, String rows) {
        LocationTables.create(database, "location", 1013);
        database.execute(ROW + rows);
    }

    private static CommandRun copy(TestDatabase source, TestDatabase target) {
        return CommandRun.of("copy", "--db-url", source.urlText(), "--to-url", target.urlText());
    }

    private static List<List<String>> values(TestDatabase database) {
        String time = switch (database.kind()) {
            case MYSQL -> "CAST(last_modified AS CHAR)";
            case POSTGRESQL -> "CAST(last_modified AS VARCHAR)";
            case SQLITE -> "last_modified";
        };
        List<List<String>> rows = new ArrayList<>(database.query("SELECT " + COLUMNS + ", " + time + " FROM location"));
        rows.sort((one, other) -> one.toString().compareTo(other.toString()));
        return rows;
    }

    /** As numbers: a database shows 0.50 and another one 0.5. */
    private static List<Float> q(TestDatabase database) {
        return database.query("SELECT q, callid, contact FROM location").stream()
                .sorted((one, other) -> (one.get(1) + one.get(2)).compareTo(other.get(1) + other.get(2)))
                .map(row -> Float.valueOf(row.get(0)))
                .toList();
    }

    /** As 64 bits: only MySQL's column is unsigned. */
    private static List<Long> ids(TestDatabase database) {
        return database.query("SELECT contact_id FROM location").stream()
                .map(row -> new BigInteger(row.get(0)).longValue())
                .sorted()
                .toList();
    }
}
