package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar, while the database goes away under it, the disk fills up, or somebody starts it twice. */
class RepairDisturbedIT {
    private static final int ROWS = 8000;
    private static final int DEADLINE_SECONDS = 60;
    private static final String[] REPAIR = {"--regen-broken-contactid", "--use-domain=1"};
    private static final String ALL_ROWS = "SELECT * FROM %s ORDER BY callid";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#servers")
    void serverKilledInTheMiddle_saysSoAndTheNextRunEndsAsAnUninterruptedOne(TestDatabase database) throws Exception {
        database.keepCommits();
        fill(database, "location", ROWS);
        fill(database, "uninterrupted", ROWS);
        JarProcess jar = new JarProcess(directory);
        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database, "uninterrupted"))), jar::output);

        Process process = jar.start(arguments(database, "location", "--max-rows-per-second=1000"));
        awaitMoved(database, jar, process);
        database.crashServer();
        assertEquals(ExitCode.DATABASE, jar.await(process), jar::output);
        assertTrue(jar.output().contains("Database: cannot write table location of "), jar.output());
        assertEquals(ROWS, database.query("SELECT callid FROM location").stream().distinct().count());
        long moved = moved(database);
        assertTrue(moved > 0 && moved < ROWS, "killed in the middle, " + moved + " rows moved");

        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database, "location"))), jar::output);
        assertTrue(jar.output().contains("was interrupted after " + moved + " of " + ROWS + " rows"), jar.output());
        assertEquals(database.query(String.format(ALL_ROWS, "uninterrupted")),
                database.query(String.format(ALL_ROWS, "location")));
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void startedTwice_theSecondIsRefusedAndTheFirstGoesOn(TestDatabase database) throws Exception {
        fill(database, "location", ROWS);
        JarProcess first = new JarProcess(Files.createDirectory(directory.resolve("first")));
        Process process = first.start(arguments(database, "location", "--max-rows-per-second=1000"));
        awaitMoved(database, first, process);
        JarProcess second = new JarProcess(Files.createDirectory(directory.resolve("second")));
        assertEquals(ExitCode.REFUSED, second.await(second.start(arguments(database, "location"))), second::output);
        assertTrue(second.output().contains("another repair of the table location is under way"), second.output());
        assertEquals(ExitCode.CLEAN, first.await(process), first::output);
        assertTrue(first.output().contains("Repaired: " + ROWS + " of " + ROWS + " rows"), first.output());
    }

    /** A limit on the size of files is a full disk that needs no privileges to make. */
    @Test
    void diskFull_whereverItHappens_nothingIsLostAndTheNextRunGoesOn() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            fill(database, "location", ROWS);
            fill(database, "uninterrupted", ROWS);
            JarProcess jar = new JarProcess(directory);
            assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database, "uninterrupted"))), jar::output);
            Path file = Path.of(database.urlText().substring("sqlite://".length()));
            long kilobytes = Files.size(file) / 1024;
            int failed = 0;
            int exit = ExitCode.DATABASE;
            for (long more = 4; exit != ExitCode.CLEAN; more += 200) {
                exit = jar.await(jar.startWithin(kilobytes + more, arguments(database, "location")));
                assertTrue(exit == ExitCode.CLEAN || exit == ExitCode.DATABASE, jar::output);
                failed += exit == ExitCode.DATABASE ? 1 : 0;
                assertEquals(ROWS, database.query("SELECT callid FROM location").stream().distinct().count());
            }
            assertTrue(failed > 1, "the disk was full " + failed + " times");
            assertEquals(database.query(String.format(ALL_ROWS, "uninterrupted")),
                    database.query(String.format(ALL_ROWS, "location")));
        }
    }

    @Test
    void temporaryDirectoryFull_namedAndNothingIsWritten() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            String name = "n".repeat(52);
            database.execute("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 120000)"
                    + " INSERT INTO location (contact_id, username, domain, contact, expires)"
                    + " SELECT n, n || '" + name + "', '" + name + "', 'sip:u@192.0.2.1', 0 FROM c");
            JarProcess jar = new JarProcess(directory);
            Path temporary = Files.createDirectory(directory.resolve("temporary"));
            Process process = jar.startWithin(8 << 10, arguments(database, "location", "--temp-dir=" + temporary));
            assertEquals(ExitCode.INTERNAL, jar.await(process), jar::output);
            assertTrue(jar.output().contains("the directory for temporary files, " + temporary + ", takes no more: "),
                    jar.output());
            assertEquals(0, moved(database, 120_000));
        }
    }

    private static void awaitMoved(TestDatabase database, JarProcess jar, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (moved(database) == 0) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, jar::output);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static long moved(TestDatabase database) {
        return moved(database, ROWS);
    }

    private static long moved(TestDatabase database, int lastOldId) {
        return Long.parseLong(
                database.query("SELECT COUNT(*) FROM location WHERE contact_id > " + lastOldId).get(0).get(0));
    }

    private static String[] arguments(TestDatabase database, String table, String... more) {
        List<String> all = new ArrayList<>(List.of("--db-url", database.urlText(), "--table", table));
        all.addAll(List.of(REPAIR));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void fill(TestDatabase database, String table, int rows) throws IOException {
        LocationTables.create(database, table, 1013);
        StringBuilder insert = new StringBuilder();
        for (int i = 1; i <= rows; i++) {
            insert.append(insert.isEmpty() ? "INSERT INTO " + table
                            + " (contact_id, username, domain, contact, expires, callid, last_modified) VALUES " : ", ")
                    .append("(").append(i).append(", 'user").append(i / 2).append("', 'example.com', 'sip:user")
                    .append(i / 2).append("@192.0.2.").append(i % 2).append("', 0, 'call-").append(i)
                    .append("', '2026-11-21 12:00:00')");
            if (i % 1000 == 0) {
                database.execute(insert.toString());
                insert.setLength(0);
            }
        }
    }
}
