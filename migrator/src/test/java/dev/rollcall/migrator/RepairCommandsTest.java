package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.TableLock;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan in a file, what is applied of it, how it is verified and taken back. */
class RepairCommandsTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final String ALL_ROWS = "SELECT * FROM location ORDER BY callid";

    @TempDir
    private Path directory;

    private static List<List<String>> filled(TestDatabase database) {
        LocationTables.create(database, "location", 1013);
        for (int i = 1; i <= 6; i++) {
            String user = "user" + (i + 1) / 2;
            database.execute("INSERT INTO location (contact_id, username, domain, contact, expires, callid) VALUES ("
                    + i + ", '" + user + "', '" + (i <= 4 ? "a" : "b") + ".example', 'sip:" + user + "@192.0.2." + i
                    + "', 0, 'call-" + i + "')");
        }
        return database.query(ALL_ROWS);
    }

    private static CommandRun run(TestDatabase database, String... arguments) {
        return CommandRun.on(database.urlText(), List.of(arguments));
    }

    private static CommandRun command(TestDatabase database, String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--db-url", database.urlText()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void repair_ofASqliteFileThatARegistrarServes_warns() throws SQLException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE);
                Database server = database.open(Database.Access.CREATE)) {
            filled(database);
            TableLock serving = TableLock.serve(server).orElseThrow();
            CommandRun repair = run(database, "--regen-broken-contactid", "--use-domain=1");
            serving.close();
            assertEquals(ExitCode.CLEAN, repair.exit(), repair::text);
            assertTrue(repair.err().contains("another session is connected to this database"), repair.err());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void planFile_appliedVerifiedAndTakenBack(TestDatabase database) throws IOException {
        List<List<String>> before = filled(database);
        String plan = directory.resolve("plan").toString();
        CommandRun dryRun = run(database, "--dry-run", "--use-domain=1", "--plan-file", plan);
        assertEquals(ExitCode.FINDINGS, dryRun.exit(), dryRun::text);
        assertTrue(dryRun.text().contains("UPDATE "), dryRun::text);
        assertEquals(before, database.query(ALL_ROWS));
        assertEquals(12, Files.readAllLines(Path.of(plan)).size());

        CommandRun apply = command(database, "apply", "--plan-file", plan);
        assertEquals(ExitCode.CLEAN, apply.exit(), apply::text);
        assertTrue(apply.text().contains("Repaired: 6 of 6 rows got a new contact_id, 0 were skipped."), apply::text);
        for (List<String> row : database.query(ALL_ROWS)) {
            assertTrue(Files.readString(Path.of(plan)).contains("\t" + row.get(0) + "\t"), "the plan's new id");
        }
        CommandRun verify = command(database, "verify");
        assertEquals(ExitCode.CLEAN, verify.exit(), verify::text);
        assertFalse(verify.text().contains("WRONG"), verify::text);

        CommandRun rollback = command(database, "rollback");
        assertEquals(ExitCode.CLEAN, rollback.exit(), rollback::text);
        assertEquals(before, database.query(ALL_ROWS));
        assertEquals(ExitCode.REFUSED, command(database, "rollback").exit());
        assertEquals(ExitCode.REFUSED, command(database, "verify").exit());
    }

    @Test
    void plan_isADryRun() throws SQLException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            List<List<String>> before = filled(database);
            CommandRun dryRun = run(database, "--dry-run", "--use-domain=1", "--domain=b.example");
            CommandRun plan = command(database, "plan", "--use-domain=1", "--domain=b.example");
            assertEquals(dryRun, plan);
            assertTrue(plan.text().contains("Dry run: 2 of 6 rows would get a new contact_id"), plan::text);
            assertEquals(before, database.query(ALL_ROWS));
        }
    }

    @Test
    void missingFileOrDirectory_refusedByItsName() throws SQLException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            List<List<String>> before = filled(database);
            String missing = directory.resolve("missing").toString();
            CommandRun apply = command(database, "apply", "--plan-file", missing);
            assertEquals(ExitCode.REFUSED, apply.exit(), apply::text);
            assertTrue(apply.err().contains("the plan " + missing + " does not exist"), apply::text);
            CommandRun repair = run(database, "--regen-broken-contactid", "--use-domain=1", "--temp-dir", missing);
            assertEquals(ExitCode.REFUSED, repair.exit(), repair::text);
            assertTrue(repair.err().contains("--temp-dir " + missing + " is not a directory"), repair::text);
            assertEquals(before, database.query(ALL_ROWS));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void planFile_rowsChangedSince_skippedListedAndExitOne(TestDatabase database) {
        filled(database);
        String plan = directory.resolve("plan").toString();
        run(database, "--dry-run", "--use-domain=1", "--plan-file", plan);
        database.execute("UPDATE location SET username = 'renamed' WHERE contact_id = 2",
                "DELETE FROM location WHERE contact_id = 3",
                "UPDATE location SET cseq = 77 WHERE contact_id = 4");
        CommandRun apply = command(database, "apply", "--plan-file", plan);
        assertEquals(ExitCode.FINDINGS, apply.exit(), apply::text);
        assertTrue(apply.text().contains("skipped 2 -> "), apply::text);
        assertTrue(apply.text().contains("skipped 3 -> "), apply::text);
        assertTrue(apply.text().contains("Repaired: 4 of 5 rows got a new contact_id, 2 were skipped."), apply::text);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void maxErrors_exceeded_stopsAndTheNextRunGoesOn(TestDatabase database) {
        filled(database);
        String plan = directory.resolve("plan").toString();
        run(database, "--dry-run", "--use-domain=1", "--plan-file", plan);
        database.execute("DELETE FROM location WHERE contact_id = 1", "DELETE FROM location WHERE contact_id = 2");
        CommandRun apply = command(database, "apply", "--plan-file", plan, "--max-errors=1", "--max-rows-per-second=2");
        assertEquals(ExitCode.FINDINGS, apply.exit(), apply::text);
        assertTrue(apply.err().contains("Stopped: 2 rows were skipped, more than --max-errors 1"), apply::text);
        assertEquals("4", database.query("SELECT COUNT(*) FROM location WHERE contact_id < 100").get(0).get(0));

        CommandRun again = command(database, "apply", "--plan-file", plan);
        assertEquals(ExitCode.REFUSED, again.exit(), again::text);
        CommandRun other = run(database, "--regen-broken-contactid", "--use-domain=1", "--hash-size=10");
        assertEquals(ExitCode.REFUSED, other.exit(), other::text);
        assertTrue(other.err().contains("begun with other values: --contact-id-format=released --hash-size=9"),
                other::text);
        CommandRun selected = run(database, "--regen-broken-contactid", "--use-domain=1", "--domain=b.example");
        assertEquals(ExitCode.REFUSED, selected.exit(), selected::text);
        assertTrue(selected.err().contains("did not end, and is about all rows, not --domain=b.example;"),
                selected::text);
        CommandRun resumed = run(database, "--regen-broken-contactid", "--use-domain=1");
        assertEquals(ExitCode.CLEAN, resumed.exit(), resumed::text);
        assertTrue(resumed.text().contains("about all rows, was interrupted after 2 of 6 rows; it goes on from there."),
                resumed::text);
        assertTrue(resumed.text().contains("Repaired: 4 of 4 rows"), resumed::text);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void partialRun_interrupted_goesOnAsWhatItIs(TestDatabase database) {
        filled(database);
        String plan = directory.resolve("plan").toString();
        run(database, "--dry-run", "--use-domain=1", "--domain=a.example", "--plan-file", plan);
        database.execute("DELETE FROM location WHERE contact_id = 1");
        String[] apply = {"--plan-file", plan, "--max-errors=0", "--max-rows-per-second=2"};
        assertEquals(ExitCode.FINDINGS, command(database, "apply", apply).exit());

        String[] repair = {"--regen-broken-contactid", "--use-domain=1"};
        CommandRun other = run(database, repair[0], repair[1], "--aor-prefix=user3");
        assertEquals(ExitCode.REFUSED, other.exit(), other::text);
        assertTrue(other.err().contains("is about --domain=a.example, not --aor-prefix=user3;"), other::text);
        CommandRun same = run(database, repair[0], repair[1], "--domain=a.example");
        assertEquals(ExitCode.FINDINGS, same.exit(), same::text);
        assertTrue(same.out().contains("about --domain=a.example, was interrupted"), same::text);
        assertEquals(List.of(List.of("5"), List.of("6")),
                database.query("SELECT contact_id FROM location WHERE contact_id < 100 ORDER BY contact_id"),
                "the rows of another domain wait for a run of their own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unrepairable\t0", "a.example", "user1", "rollcall-plan\t1", "auto-increment"})
    void planFile_edited_refused(String edited) throws IOException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            List<List<String>> before = filled(database);
            Path plan = directory.resolve("plan");
            run(database, "--dry-run", "--use-domain=1", "--plan-file", plan.toString());
            String text = Files.readString(plan);
            assertTrue(text.contains(edited), text);
            Files.writeString(plan, text.replaceFirst(edited, edited.substring(0, edited.length() - 1) + "x"));
            CommandRun apply = command(database, "apply", "--plan-file", plan.toString());
            assertEquals(ExitCode.REFUSED, apply.exit(), apply::text);
            assertEquals(before, database.query(ALL_ROWS));

            Files.writeString(plan, text.substring(0, text.indexOf("sha256")));
            assertEquals(ExitCode.REFUSED, command(database, "apply", "--plan-file", plan.toString()).exit());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void partialRuns_byDomainAndPrefix_leaveAllOthers(TestDatabase database) {
        List<List<String>> before = filled(database);
        CommandRun domain = run(database, "--regen-broken-contactid", "--use-domain=1", "--domain=b.example");
        assertEquals(ExitCode.FINDINGS, domain.exit(), domain::text);
        assertTrue(domain.text().contains("Repaired: 2 of 6 rows"), domain::text);
        CommandRun prefix = run(database, "--regen-broken-contactid", "--use-domain=1", "--aor-prefix=user1@");
        assertTrue(prefix.text().contains("Repaired: 2 of 6 rows"), prefix::text);
        assertEquals(List.of(List.of("3"), List.of("4")),
                database.query("SELECT contact_id FROM location WHERE contact_id < 100 ORDER BY contact_id"));

        CommandRun second = command(database, "rollback", "--run=2");
        assertEquals(ExitCode.CLEAN, second.exit(), second::text);
        assertEquals(4, database.query("SELECT contact_id FROM location WHERE contact_id < 100").size());
        assertEquals(ExitCode.CLEAN, command(database, "rollback").exit());
        assertEquals(before, database.query(ALL_ROWS));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void verify_anotherColumnChanged_saysSo(TestDatabase database) {
        filled(database);
        assertEquals(ExitCode.CLEAN, run(database, "--regen-broken-contactid", "--use-domain=1").exit());
        database.execute("UPDATE location SET cseq = 4711 WHERE username = 'user2'");
        CommandRun verify = command(database, "verify");
        assertEquals(ExitCode.FINDINGS, verify.exit(), verify::text);
        assertTrue(verify.text().contains("WRONG every other column"), verify::text);
        database.execute("DELETE FROM location WHERE username = 'user1'");
        assertTrue(command(database, "verify").text().contains("2 of the 6 rows that were gone through are not"));
    }

    @Test
    void pauseFile_whileItExists_nothingIsWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("pause"));
        StringWriter status = new StringWriter();
        Progress progress = new Progress(new PrintWriter(status), false, System::nanoTime);
        Pace pace = new Pace(0, file, progress);
        AtomicBoolean through = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            try {
                pace.await(1);
                through.set(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(through.get());
        progress.status();
        assertTrue(status.toString().endsWith("0 skipped, paused by " + file + System.lineSeparator()),
                status::toString);
        Files.delete(file);
        waiting.join();
        assertTrue(through.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-rows-per-second=0", "--max-errors=-1", "--plan-file=plan"})
    void wrongPace_refused(String argument) {
        CommandRun run = CommandRun.of(
                "--db-url", "sqlite:///nowhere/at/all.sqlite", "--regen-broken-contactid", argument);
        assertEquals(ExitCode.REFUSED, run.exit());
        assertTrue(run.err().contains(argument.replaceFirst("=.*", "")), run.err());
    }
}
