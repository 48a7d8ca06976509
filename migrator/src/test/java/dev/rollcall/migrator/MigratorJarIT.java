package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.TableLock;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as it is shipped: copied alone to another folder, run as a process, killed. */
class MigratorJarIT {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final String[] REPAIR = {"--regen-broken-contactid", "--use-domain=1"};
    /** More than a repair gets through between two looks at the table, so that it is killed in the middle. */
    private static final int ROWS = 30_000;
    private static final int MANY_ROWS = 400_000;
    private static final String ALL_BUT_ID = "username, domain, contact, expires, q, callid, cseq, last_modified, flags,"
            + " cflags, user_agent, socket, methods, sip_instance, kv_store, attr, received, path";

    @TempDir
    private Path directory;

    @Test
    void jar_copiedAlone_runs() throws Exception {
        JarProcess jar = new JarProcess(directory);
        Path copy = Files.copy(JarProcess.JAR, directory.resolve("elsewhere.jar"));
        assertEquals(0, jar.await(jar.start(copy, "--version")));
        assertTrue(jar.output().startsWith("Rollcall migrator "), jar.output());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void jar_unicodeInAnAsciiLocale_printedAsUtf8(TestDatabase database) throws Exception {
        JarProcess jar = new JarProcess(directory);
        LocationTables.create(database, "location", 1013);
        database.execute("INSERT INTO location (contact_id, username, domain, contact, expires)"
                + " VALUES (1, 'j\u00fcrgen', 'example.com', 'sip:j@192.0.2.1', 0)");
        assertEquals(ExitCode.FINDINGS, jar.await(jar.start("--db-url", database.urlText())));
        assertTrue(jar.output().contains("user j\u00fcrgen@example.com"), jar.output());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void jar_killedInTheMiddle_rerunEndsCleanWithEveryRowOnce(TestDatabase database) throws Exception {
        JarProcess jar = new JarProcess(directory);
        LocationTables.create(database, "location", 1013);
        fill(database);
        Map<List<String>, Integer> before = rows(database);

        Process killed = jar.start(arguments(database, "--max-rows-per-second=3000"));
        long left = legacyIds(database);
        while (left == ROWS && killed.isAlive()) {
            left = legacyIds(database);
        }
        jar.kill(killed);
        left = legacyIds(database);
        assertTrue(left > 0 && left < ROWS, "killed in the middle, " + left + " rows left");
        assertEquals(before, rows(database), "every row is there once, whichever ID it has");

        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database))), jar::output);
        assertTrue(jar.output().contains("Repaired: " + left + " of " + ROWS + " rows"), jar.output());
        assertEquals(0, legacyIds(database));
        assertEquals(before, rows(database));
        Set<String> ids = ids(database);
        assertEquals(ROWS, ids.size());

        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database))), jar::output);
        assertEquals(ids, ids(database), "a second run changes nothing");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void jar_whileAnotherProgramRepairs_isRefused(TestDatabase database) throws Exception {
        JarProcess jar = new JarProcess(directory);
        LocationTables.create(database, "location", 1013);
        database.execute("INSERT INTO location (contact_id, username, domain, contact, expires)"
                + " VALUES (1, 'alice', 'example.com', 'sip:a@192.0.2.1', 0)");
        try (Database other = database.open(Database.Access.READ_WRITE)) {
            TableLock lock = TableLock.acquire(other, "location").orElseThrow();
            assertEquals(ExitCode.REFUSED, jar.await(jar.start(arguments(database))), jar::output);
            lock.close();
        }
        assertTrue(jar.output().contains("another repair of the table location is under way"), jar.output());
        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database))), jar::output);
    }

    /** Its rows take 40 MB while they are sorted, and their mapping 20. */
    @Test
    void jar_tableLargerThanItsHeap_repairsEveryRow() throws Exception {
        JarProcess jar = new JarProcess(directory);
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            database.execute("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
                    + " WHERE n < " + MANY_ROWS + ")"
                    + " INSERT INTO location (contact_id, username, domain, contact, expires)"
                    + " SELECT n, 'subscriber' || n, 'example.com', 'sip:u@192.0.2.1', 0 FROM c");
            assertEquals(ExitCode.CLEAN, jar.await(jar.startInHeap("40m", arguments(database))), jar::output);
            assertTrue(jar.output().contains("Clean: all " + MANY_ROWS + " contact ids are right"), jar.output());
        }
    }

    private static String[] arguments(TestDatabase database, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--db-url", database.urlText()));
        arguments.addAll(List.of(REPAIR));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** Three contacts a user, with the IDs that a database counts up. */
    private static void fill(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO location (contact_id, username, domain, contact, expires, callid)"
                                + " VALUES (?, ?, 'example.com', ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= ROWS; i++) {
                insert.setLong(1, i);
                insert.setString(2, "user" + i / 3);
                insert.setString(3, "sip:user" + i / 3 + "@192.0.2.1:" + (1024 + i % 3));
                insert.setLong(4, i % 5 == 0 ? 0 : 2_000_000_000L);
                insert.setString(5, "call-" + i);
                insert.addBatch();
                if (i % 1000 == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static long legacyIds(TestDatabase database) {
        return Long.parseLong(database.query("SELECT COUNT(*) FROM location WHERE contact_id <= " + ROWS).get(0).get(0));
    }

    private static Map<List<String>, Integer> rows(TestDatabase database) {
        Map<List<String>, Integer> rows = new HashMap<>();
        database.query("SELECT " + ALL_BUT_ID + " FROM location").forEach(row -> rows.merge(row, 1, Integer::sum));
        return rows;
    }

    private static Set<String> ids(TestDatabase database) {
        Set<String> ids = new HashSet<>();
        database.query("SELECT contact_id FROM location").forEach(row -> ids.add(row.get(0)));
        return ids;
    }
}
