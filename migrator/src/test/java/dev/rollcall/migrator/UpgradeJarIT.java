package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An upgrade by the jar as it is shipped, killed. */
class UpgradeJarIT {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    /** More than an upgrade gets through between two looks at its table, so that it is killed in the middle. */
    private static final int ROWS = 30_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource(ALL)
    void jar_killedWhileItFills_oldTableWholeAndRerunUpgrades(TestDatabase database) throws Exception {
        OldTable.create(database, "location", 1009);
        fill(database);
        List<List<String>> before = OldTable.everything(database, "location");
        List<List<String>> values = OldTable.values(database, "location");
        JarProcess jar = new JarProcess(directory);
        for (int kill = 0; kill < 2; kill++) {
            Process killed = jar.start(arguments(database));
            while (filled(database) <= kill * ROWS / 3 && killed.isAlive()) {
                Thread.onSpinWait();
            }
            jar.kill(killed);
            assertEquals(List.of("location", "location_1013", "location_1013_unfinished", "version"),
                    OldTable.tables(database));
            assertEquals(before, OldTable.everything(database, "location"));
            assertEquals("1009", OldTable.version(database, "location"));
        }

        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database))), jar::output);
        assertTrue(jar.output().contains("An earlier upgrade ended before its end"), jar.output());
        assertEquals(List.of("location", "location_1009", "version"), OldTable.tables(database));
        assertEquals(before, OldTable.everything(database, "location_1009"));
        assertEquals(values, OldTable.values(database, "location"));
        assertEquals("1013", OldTable.version(database, "location"));
        assertEquals(List.of(List.of("" + ROWS)), database.query(
                "SELECT COUNT(DISTINCT contact_id) FROM location WHERE contact_id > " + ROWS));

        assertEquals(ExitCode.CLEAN, jar.await(jar.start(arguments(database))), jar::output);
        assertTrue(jar.output().contains("Nothing to do"), jar.output());
    }

    private static String[] arguments(TestDatabase database) {
        return new String[] {"upgrade", "--db-url", database.urlText(), "--use-domain=1", "--time-zone=UTC"};
    }

    /** How many rows the new table has, be they of a run before. */
    private static long filled(TestDatabase database) {
        try {
            return Long.parseLong(database.query("SELECT COUNT(*) FROM location_1013").get(0).get(0));
        } catch (IllegalStateException notThere) {
            return 0;
        }
    }

    /** Three contacts a user. */
    private static void fill(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO location (id, username, domain, contact, expires, callid)"
                                + " VALUES (?, ?, 'example.com', ?, '2036-07-01 12:00:00', ?)")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= ROWS; i++) {
                insert.setLong(1, i);
                insert.setString(2, "user" + i / 3);
                insert.setString(3, "sip:" + i + "@192.0.2.1");
                insert.setString(4, "call-" + i);
                insert.addBatch();
                if (i % 1000 == 0) {
                    insert.executeBatch();
                }
            }
            connection.commit();
        }
    }
}
