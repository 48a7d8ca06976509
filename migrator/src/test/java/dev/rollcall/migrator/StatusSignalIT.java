package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running jar is sent SIGUSR1: it says how far it is and goes on. */
class StatusSignalIT {
    private static final int DEADLINE_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void usr1_whileARepairOrARollbackIsPaused_saysHowFarItIsAndGoesOn() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            for (int i = 1; i <= 6; i++) {
                database.execute("INSERT INTO location (contact_id, username, domain, contact, expires) VALUES (" + i
                        + ", 'user" + i + "', 'example.com', 'sip:u@192.0.2.1', 0)");
            }
            askAndGoOn(database, "giving new ids", "--regen-broken-contactid", "--use-domain=1");
            askAndGoOn(database, "giving old ids back", "rollback");
        }
    }

    private void askAndGoOn(TestDatabase database, String activity, String... command) throws Exception {
        Path pause = Files.createFile(directory.resolve("pause"));
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--db-url", database.urlText(), "--max-rows-per-second=2", "--pause-file=" + pause));
        JarProcess jar = new JarProcess(directory);
        Process process = jar.start(arguments.toArray(String[]::new));
        // a JVM that has not begun yet ends by the signal: its first words are waited for
        await(jar, process, "Rollcall migrator");
        String expected = "Status: " + activity + ": 2 of 6 rows, 33 %";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!(jar.output().contains(expected) && jar.output().contains("0 skipped, paused by " + pause))) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, jar::output);
            assertEquals(0, new ProcessBuilder("kill", "-USR1", String.valueOf(process.pid())).start().waitFor());
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        Files.delete(pause);
        assertEquals(ExitCode.CLEAN, jar.await(process), jar::output);
    }

    private static void await(JarProcess jar, Process process, String words) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!jar.output().contains(words)) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, jar::output);
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }
}
