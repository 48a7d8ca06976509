package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that a real OpenSIPS wrote. */
class FixturesTest {
    static Stream<Arguments> tables() {
        return Fixture.copied().flatMap(fixture ->
                TestDatabase.all().map(database -> Arguments.of(fixture, database)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void run_asItWasWritten_clean(Fixture fixture, TestDatabase database) {
        fixture.load(database);
        CommandRun run = run(fixture, database, fixture.useDomain());
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertTrue(run.out().contains("contact_id_format released"), run.out());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void run_otherUseDomain_repairedAndEveryOtherColumnKept(Fixture fixture, TestDatabase database) {
        fixture.load(database);
        if (!fixture.useDomain()) {
            CommandRun notGiven = CommandRun.on(database.urlText(), List.of("--regen-broken-contactid"));
            assertEquals(ExitCode.REFUSED, notGiven.exit(), notGiven::text);
            database.execute("UPDATE location SET domain = 'example.com'");
        }
        List<List<String>> before = rows(database);
        CommandRun repaired = run(fixture, database, !fixture.useDomain(), "--regen-broken-contactid");
        assertEquals(ExitCode.CLEAN, repaired.exit(), repaired::text);
        assertEquals(withoutIds(before), withoutIds(rows(database)));
        assertTrue(repaired.text().contains("Repaired: " + before.size() + " of " + before.size()), repaired::text);
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.Fixture#sharedDumps")
    void run_mysqlDump_cleanOrRefusedForItsAge(Fixture fixture) throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.MYSQL)) {
            fixture.load(database);
            CommandRun run = run(fixture, database, fixture.useDomain());
            assertEquals(fixture.version() < 1011 ? ExitCode.REFUSED : ExitCode.CLEAN, run.exit(), run::text);
        }
    }

    private static CommandRun run(Fixture fixture, TestDatabase database, boolean useDomain, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--hash-size=" + fixture.hashSize(), "--use-domain=" + (useDomain ? 1 : 0)));
        arguments.addAll(List.of(more));
        return CommandRun.on(database.urlText(), arguments);
    }

    private static List<List<String>> rows(TestDatabase database) {
        return database.query("SELECT * FROM location");
    }

    /** The rows by all that a repair must keep. */
    private static List<String> withoutIds(List<List<String>> rows) {
        return rows.stream().map(row -> row.subList(1, row.size()).toString()).sorted().toList();
    }
}
