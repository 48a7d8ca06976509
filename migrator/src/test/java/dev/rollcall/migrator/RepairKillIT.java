package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar, killed at random points again and again: planning, while the mapping is written, between chunks, in one. */
class RepairKillIT {
    private static final int ROWS = 20_000;
    private static final int KILLS = 5;
    private static final int LONGEST_LIFE_MILLIS = 4000;
    private static final String[] REPAIR = {"--regen-broken-contactid", "--use-domain=1"};
    private static final String ALL_ROWS = "SELECT * FROM %s ORDER BY callid";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void jar_killedAgainAndAgain_endsAsAnUninterruptedRun(TestDatabase database) throws Exception {
        fill(database, "location");
        fill(database, "uninterrupted");
        JarProcess jar = new JarProcess(directory);
        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database, "uninterrupted"))), jar::output);

        Random random = new Random(ROWS);
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            // so slow that there is a middle to be killed in
            Process process = jar.start(arguments(database, "location", "--max-rows-per-second=2000"));
            if (!process.waitFor(300 + random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
                jar.kill(process);
                killed++;
            }
            assertEquals(ROWS, database.query("SELECT callid FROM location").stream().distinct().count(),
                    "every row is there once");
        }
        assertTrue(killed > 0, "it ended by itself each time");
        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database, "location"))), jar::output);
        assertEquals(database.query(String.format(ALL_ROWS, "uninterrupted")),
                database.query(String.format(ALL_ROWS, "location")));
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void setDomain_killedAgainAndAgain_allRowsOrNoneHaveADomain(TestDatabase database) throws Exception {
        fill(database, "location");
        database.execute("UPDATE location SET domain = NULL");
        List<List<String>> before = database.query(String.format(ALL_ROWS, "location"));
        JarProcess jar = new JarProcess(directory);
        String[] setDomain = {
            "set-domain", "--db-url", database.urlText(), "--domain=example.com", "--regen-broken-contactid"
        };
        Random random = new Random(ROWS);
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = jar.start(setDomain);
            if (!process.waitFor(500 + random.nextInt(LONGEST_LIFE_MILLIS / 2), TimeUnit.MILLISECONDS)) {
                jar.kill(process);
                killed++;
            }
            assertEquals(1, database.query("SELECT DISTINCT domain FROM location").size(), "half of it is done");
        }
        assertTrue(killed > 0, "it ended by itself each time");
        assertEquals(ExitCode.CLEAN, jar.await(jar.start(setDomain)), jar::output);
        assertEquals(List.of(List.of("example.com")), database.query("SELECT DISTINCT domain FROM location"));
        assertEquals(ExitCode.CLEAN, jar.await(jar.start("rollback", "--db-url", database.urlText())), jar::output);
        assertEquals(before, database.query(String.format(ALL_ROWS, "location")));
    }

    private static String[] arguments(TestDatabase database, String table, String... more) {
        List<String> all = new ArrayList<>(List.of("--db-url", database.urlText(), "--table", table));
        all.addAll(List.of(REPAIR));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void fill(TestDatabase database, String table) throws SQLException {
        LocationTables.create(database, table, 1013);
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                        + " (contact_id, username, domain, contact, expires, callid, last_modified)"
                        + " VALUES (?, ?, 'example.com', ?, 0, ?, '2026-11-21 12:00:00')")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= ROWS; i++) {
                insert.setLong(1, i);
                insert.setString(2, "user" + i / 2);
                insert.setString(3, "sip:user" + i / 2 + "@192.0.2." + i % 2);
                insert.setString(4, "call-" + i);
                insert.addBatch();
                if (i % 1000 == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
