package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.preload.Preload;
import dev.rollcall.preload.PreloadSummary;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableLock;
import dev.rollcall.sql.TableUpgrade;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final String BERLIN = "--time-zone=Europe/Berlin";
    private static final String PERMANENT = "1970-01-01 01:00:00";
    private static final String LATER = "2036-07-01 12:00:00";
    private static final IdParameters NO_DOMAIN = new IdParameters(ContactIdFormat.RELEASED, 9, false, CharSign.SIGNED);

    static Stream<Arguments> kindsAndVersions() {
        return Stream.of(1009, 1011).flatMap(version ->
                TestDatabase.all().map(database -> Arguments.of(database, version)));
    }

    private static CommandRun upgrade(TestDatabase database, String... options) {
        List<String> arguments = new ArrayList<>(List.of("upgrade", "--db-url", database.urlText()));
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static long rightId(String username, long recordLabel, int contactLabel) {
        return ContactId.pack(NO_DOMAIN.aorHash(username), recordLabel, contactLabel);
    }

    private static long seconds(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    private static List<String> column(TestDatabase database, String column) {
        return database.query("SELECT " + column + " FROM location ORDER BY contact").stream()
                .map(row -> row.get(0)).toList();
    }

    private static void assertUntouched(TestDatabase database, int version, List<List<String>> before) {
        assertEquals(List.of("location", "version"), OldTable.tables(database));
        assertEquals(before, OldTable.everything(database, "location"));
        assertEquals(String.valueOf(version), OldTable.version(database, "location"));
    }

    // ---- what becomes of the rows

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void upgrade_everyKindOfRow_carriedOverIntoTheNewShape(TestDatabase database, int version) throws Exception {
        boolean counted = version == 1009;
        long alice = counted ? 1 : rightId("alice", 7, 1);
        long again = counted ? 2 : rightId("alice", 7, 2);
        long jurgen = counted ? 3 : rightId("j\u00fcrgen\u263a", 8, 1);
        OldTable.create(database, "location", version)
                .fullRow(alice, "alice", "", LATER)
                .row(again, "alice", "", "sip:alice@192.0.2.2", PERMANENT)
                .row(jurgen, "j\u00fcrgen\u263a", "", "sip:j%c3%bcrgen@192.0.2.3", "2016-01-02 03:04:05");
        List<List<String>> before = OldTable.everything(database, "location");
        List<List<String>> expected = OldTable.values(database, "location").stream().map(row -> {
            List<String> values = new ArrayList<>(row);
            values.set(1, null);
            return values;
        }).toList();

        CommandRun run = upgrade(database, "--use-domain=0", BERLIN);

        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(expected, OldTable.values(database, "location"));
        assertEquals(List.of("0", "" + seconds("2036-07-01T10:00:00Z"), "" + seconds("2016-01-02T02:04:05Z")),
                column(database, "expires"));
        assertEquals(Arrays.asList(null, null, null), column(database, "kv_store"));
        assertEquals("1013", OldTable.version(database, "location"));
        assertEquals(OldTable.newShape(database.kind(), "location"), OldTable.shape(database, "location"));
        String kept = "location_" + version;
        assertEquals(List.of("location", kept, "version"), OldTable.tables(database));
        assertEquals(before, OldTable.everything(database, kept));
        List<String> ids = column(database, "contact_id");
        if (counted) {
            assertEquals(3, new HashSet<>(ids).size());
            ids.forEach(id -> assertTrue(Long.parseLong(id) >= 1L << 46, id));
        } else {
            assertEquals(List.of("" + again, "" + alice, "" + jurgen), ids);
        }
        List.of("Europe/Berlin (given)", "1 permanent", "1 expired", "kept as " + kept, "Next, inspect it",
                "has all 3 rows").forEach(text -> assertTrue(run.text().contains(text), run::text));

        List<List<String>> after = OldTable.everything(database, "location");
        CommandRun second = upgrade(database, "--use-domain=0", BERLIN);
        assertEquals(ExitCode.CLEAN, second.exit(), second::text);
        assertTrue(second.out().contains("Nothing to do"), second::text);
        assertTrue(second.out().contains(kept), second::text);
        assertEquals(after, OldTable.everything(database, "location"));
        assertEquals(ExitCode.CLEAN, CommandRun.on(database.urlText(), List.of("--use-domain=0")).exit());
    }

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void upgrade_withUseDomain_domainsStay(TestDatabase database, int version) {
        OldTable.create(database, "location", version)
                .row(1, "alice", "example.com", "sip:a@192.0.2.1", LATER)
                .row(2, "bob", "", "sip:b@192.0.2.1", LATER);
        CommandRun run = upgrade(database, "--use-domain=1", BERLIN);
        assertEquals(ExitCode.FINDINGS, run.exit(), run::text);
        assertEquals(List.of("example.com", ""), column(database, "domain"));
        assertEquals("2", column(database, "contact_id").get(1), "without an AOR there is no other ID");
        assertEquals(version == 1011, column(database, "contact_id").get(0).equals("1"));
        assertTrue(run.text().contains("1 to keep theirs"), run::text);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_domainsWithoutUseDomain_onlyTheEmptyOnesBecomeNull(TestDatabase database) {
        OldTable.create(database, "location", 1011)
                .row(rightId("a", 1, 1), "a", "example.com", "sip:1@192.0.2.1", LATER)
                .row(rightId("b", 2, 1), "b", "", "sip:2@192.0.2.1", LATER)
                .row(rightId("c", 3, 1), "c", null, "sip:3@192.0.2.1", LATER);
        assertEquals(ExitCode.CLEAN, upgrade(database, "--use-domain=0").exit());
        assertEquals(Arrays.asList("example.com", null, null), column(database, "domain"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_edgesOfSummerTime_asDocumented(TestDatabase database) {
        OldTable.create(database, "location", 1009)
                .row(1, "a", "", "sip:1@192.0.2.1", "2036-10-26 01:59:59")
                .row(2, "a", "", "sip:2@192.0.2.1", "2036-10-26 02:30:00")
                .row(3, "a", "", "sip:3@192.0.2.1", "2036-10-26 03:00:00")
                .row(4, "a", "", "sip:4@192.0.2.1", "2036-03-30 01:59:59")
                .row(5, "a", "", "sip:5@192.0.2.1", "2036-03-30 02:30:00")
                .row(6, "a", "", "sip:6@192.0.2.1", "2036-03-30 03:00:00");
        assertEquals(ExitCode.CLEAN, upgrade(database, "--use-domain=0", BERLIN).exit());
        assertEquals(
                Stream.of("2036-10-25T23:59:59Z", "2036-10-26T01:30:00Z", "2036-10-26T02:00:00Z",
                                "2036-03-30T00:59:59Z", "2036-03-30T01:30:00Z", "2036-03-30T01:00:00Z")
                        .map(instant -> "" + seconds(instant)).toList(),
                column(database, "expires"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_brokenIdsOf1011_reportedAndMadeAnewOnlyWhereAsked(TestDatabase database) throws Exception {
        long right = rightId("alice", 7, 1);
        OldTable.create(database, "location", 1011)
                .row(right, "alice", null, "sip:1@192.0.2.1", LATER)
                .row(17, "bob", null, "sip:2@192.0.2.1", LATER);
        CommandRun kept = upgrade(database, "--use-domain=0");
        assertEquals(ExitCode.FINDINGS, kept.exit(), kept::text);
        assertEquals(List.of("" + right, "17"), column(database, "contact_id"));
        assertTrue(kept.text().contains("1 to keep one that is not right"), kept::text);

        try (TestDatabase other = TestDatabase.of(database.kind())) {
            OldTable.create(other, "location", 1011)
                    .row(right, "alice", null, "sip:1@192.0.2.1", LATER)
                    .row(17, "bob", null, "sip:2@192.0.2.1", LATER);
            CommandRun anew = upgrade(other, "--use-domain=0", "--regen-broken-contactid");
            assertEquals(ExitCode.CLEAN, anew.exit(), anew::text);
            assertEquals("" + right, column(other, "contact_id").get(0));
            assertNotEquals("17", column(other, "contact_id").get(1));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_variantsOfTheDdl_alike(TestDatabase database) throws Exception {
        String ddl = LocationTables.ddl(database.kind(), "location", 1009)
                .replace("received CHAR(255)", "received CHAR(128)")
                .replace("received VARCHAR(255)", "received VARCHAR(128)");
        database.execute(ddl, "CREATE UNIQUE INDEX location_account_contact_idx"
                + " ON location (username, domain, contact, callid)");
        LocationTables.noteVersion(database, "location", 1009);
        database.execute("INSERT INTO location (id, username, contact, expires, cflags)"
                + " VALUES (9, 'alice', 'sip:alice@192.0.2.1', '2036-07-01 12:00:00', '')");
        CommandRun run = upgrade(database, "--use-domain=0", "--time-zone=UTC");
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(OldTable.newShape(database.kind(), "location"), OldTable.shape(database, "location"));
    }

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void upgrade_manyRows_everyOneOnce(TestDatabase database, int version) {
        OldTable.create(database, "location", version);
        String key = version == 1009 ? "id" : "contact_id";
        for (int from = 0; from < 2500; from += 500) {
            StringBuilder insert = new StringBuilder(
                    "INSERT INTO location (" + key + ", username, contact, expires) VALUES ");
            for (int i = from; i < from + 500; i++) {
                insert.append(i == from ? "" : ", ").append("(").append(i + 1).append(", 'user").append(i / 3)
                        .append("', 'sip:").append(i).append("@192.0.2.1', '").append(LATER).append("')");
            }
            database.execute(insert.toString());
        }
        CommandRun run = upgrade(database, "--use-domain=0", "--regen-broken-contactid");
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(List.of(List.of("2500", "2500")),
                database.query("SELECT COUNT(*), COUNT(DISTINCT contact) FROM location"));
    }

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void upgrade_emptyTableOfAnotherName_onlyThatOne(TestDatabase database, int version) throws Exception {
        OldTable.create(database, "my_phones", version);
        OldTable.create(database, "location", 1011).row(1, "a", null, "sip:1@192.0.2.1", LATER);
        CommandRun run = upgrade(database, "--table=my_phones");
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(List.of("location", "my_phones", "my_phones_" + version, "version"), OldTable.tables(database));
        assertEquals(OldTable.newShape(database.kind(), "my_phones"), OldTable.shape(database, "my_phones"));
        assertEquals("1013", OldTable.version(database, "my_phones"));
        assertEquals("1011", OldTable.version(database, "location"));
    }

    // ---- what is refused

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void upgrade_noDomainsAndNothingSaid_refusedWithBothCommands(TestDatabase database, int version) {
        OldTable.create(database, "location", version).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
        List<List<String>> before = OldTable.everything(database, "location");
        CommandRun run = upgrade(database, BERLIN);
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertUntouched(database, version, before);
        assertTrue(run.out().contains("--use-domain=0") && run.out().contains("--use-domain=1"), run::text);
        assertTrue(run.out().contains("java -jar migrator.jar upgrade --db-url"), run::text);
        assertTrue(run.out().contains("--time-zone Europe/Berlin"), run::text);
    }

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void upgrade_permanentContactsOfAnotherZone_refused(TestDatabase database, int version) {
        OldTable.create(database, "location", version).row(1, "alice", "", "sip:1@192.0.2.1", PERMANENT);
        List<List<String>> before = OldTable.everything(database, "location");
        CommandRun run = upgrade(database, "--use-domain=0", "--time-zone=America/New_York");
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.out().contains("another time zone") && run.out().contains("--time-zone"), run::text);
        assertUntouched(database, version, before);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_rowThatTheNewTableDoesNotTake_refusedAndTheWorkTableGone(TestDatabase database) {
        boolean refuses = database.kind() != DatabaseKind.SQLITE;
        OldTable.create(database, "location", 1009)
                .row(1, "alice", "", "sip:1@192.0.2.1", LATER)
                .row(2, "alice", "", "sip:2@192.0.2.1", "2200-01-01 00:00:00");
        List<List<String>> before = OldTable.everything(database, "location");
        CommandRun run = upgrade(database, "--use-domain=0");
        assertEquals(refuses ? ExitCode.REFUSED : ExitCode.CLEAN, run.exit(), run::text);
        if (refuses) {
            assertTrue(run.err().contains("sip:2@192.0.2.1"), run::text);
            assertUntouched(database, 1009, before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_cflagsAsBits_refusedWithTheReason(TestDatabase database) {
        database.execute(LocationTables.ddl(database.kind(), "location", 1009)
                .replaceFirst("cflags (VAR)?CHAR\\(255\\)", "cflags INTEGER"));
        LocationTables.noteVersion(database, "location", 1009);
        CommandRun run = upgrade(database, "--use-domain=0");
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().contains("cflags are bits"), run::text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1004, 1007, 1008, 1014})
    void upgrade_versionThatIsNotKnown_refusedByNumber(int version) throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            database.execute(LocationTables.ddl(database.kind(), "location", version > 1013 ? 1013 : 1009));
            LocationTables.noteVersion(database, "location", version);
            CommandRun run = upgrade(database, "--use-domain=0");
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("" + version), run::text);
            assertEquals(version < 1009, run.err().contains("cflags are bits"), run::text);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_versionAndColumnsDiffer_refused(TestDatabase database) {
        database.execute(LocationTables.ddl(database.kind(), "location", 1013));
        LocationTables.noteVersion(database, "location", 1009);
        CommandRun run = upgrade(database, "--use-domain=0");
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        database.execute(run.err().substring(run.err().indexOf("UPDATE")).strip());
        assertEquals(ExitCode.CLEAN, upgrade(database, "--use-domain=0").exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--time-zone=Berlin", "--table=a;b", "--hash-size=1", "--regen", "--db-url=oracle://h/d"})
    void upgrade_wrongArgument_refusedWithItsName(String argument) {
        CommandRun run = CommandRun.of("upgrade", argument);
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().contains(argument.replaceFirst("=.*", "")), run::text);
        assertTrue(run.err().contains("Nothing was read or written"), run::text);
    }

    @Test
    void upgrade_optionsBeforeTheWord_refused() {
        CommandRun run = CommandRun.of("--regen-broken-contactid", "upgrade", "--db-url=sqlite:///nowhere.sqlite");
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().contains("behind the word upgrade"), run::text);
    }

    @Test
    void help_tellsWhatACrashLeaves() {
        CommandRun run = CommandRun.of("upgrade", "--help");
        assertEquals(ExitCode.CLEAN, run.exit());
        List.of("--time-zone", "--dry-run", "TABLE_1013_unfinished", "0 upgraded and clean")
                .forEach(text -> assertTrue(run.text().contains(text), run::text));
        String top = CommandRun.of("--help").text();
        List.of("--regen-broken-contactid", "--dry-run", "upgrade")
                .forEach(text -> assertTrue(top.contains(text), top));
    }

    // ---- beside the table

    @ParameterizedTest
    @MethodSource("kindsAndVersions")
    void dryRun_printsEveryStatementAndWritesNothing(TestDatabase database, int version) throws Exception {
        OldTable.create(database, "location", version).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
        List<List<String>> before = OldTable.everything(database, "location");
        Path file = database.kind() == DatabaseKind.SQLITE
                ? Path.of(database.urlText().substring("sqlite://".length()))
                : null;
        byte[] bytes = file == null ? null : Files.readAllBytes(file);
        CommandRun run = upgrade(database, "--use-domain=0", "--dry-run");
        assertEquals(ExitCode.FINDINGS, run.exit(), run::text);
        List.of("CREATE TABLE location_1013 (", "INSERT INTO location_1013 (", "-- 1 times", "location_" + version,
                "UPDATE version SET table_version = 1013", "nothing was written", "1 rows to carry over")
                .forEach(text -> assertTrue(run.text().contains(text), run::text));
        assertUntouched(database, version, before);
        if (file != null) {
            assertTrue(Arrays.equals(bytes, Files.readAllBytes(file)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"location_1013", "location_1009"})
    void upgrade_tablesOfOthersInTheWay_namedAndNotTouched(String name) throws Exception {
        for (TestDatabase database : TestDatabase.all().toList()) {
            try (database) {
                OldTable.create(database, "location", 1009).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
                database.execute("CREATE TABLE " + name + " (mine INTEGER)", "INSERT INTO " + name + " VALUES (42)");
                CommandRun run = upgrade(database, "--use-domain=0");
                assertEquals(ExitCode.REFUSED, run.exit(), run::text);
                assertTrue(run.err().contains("there is a table " + name), run::text);
                assertEquals(List.of(List.of("42")), database.query("SELECT * FROM " + name));
                assertEquals(Stream.of("location", name, "version").sorted().toList(), OldTable.tables(database));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_ownUnfinishedTables_droppedAndDoneAnew(TestDatabase test) throws Exception {
        OldTable.create(test, "location", 1009).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            TableUpgrade.of(database, "location").begin();
        }
        test.execute("INSERT INTO location_1013 (contact_id, contact, expires) VALUES (5, 'half', 7)");
        assertTrue(upgrade(test, "--use-domain=0", "--dry-run").out().contains("DROP TABLE IF EXISTS location_1013"));
        CommandRun run = upgrade(test, "--use-domain=0");
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertTrue(run.out().contains("its unfinished table location_1013 goes"), run::text);
        assertEquals(List.of("sip:1@192.0.2.1"), column(test, "contact"));
        assertEquals(List.of("location", "location_1009", "version"), OldTable.tables(test));
    }

    /** MySQL cannot swap tables and note a version in one step: what is left when it ends between the two. */
    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_endedBetweenSwapAndVersion_finished(TestDatabase database) {
        OldTable.create(database, "location", 1009).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
        assertEquals(ExitCode.CLEAN, upgrade(database, "--use-domain=0").exit());
        List<List<String>> after = OldTable.everything(database, "location");
        database.execute("UPDATE version SET table_version = 1009",
                "CREATE TABLE location_1013_unfinished (made_by_rollcall_upgrade INTEGER)");
        CommandRun served = CommandRun.on(database.urlText(), List.of("--use-domain=0"));
        assertEquals(ExitCode.FINDINGS, served.exit(), served::text);
        assertTrue(served.out().contains("which the version table calls 1009"), served::text);
        assertTrue(served.out().contains("java -jar migrator.jar upgrade"), served::text);
        CommandRun repair = CommandRun.on(database.urlText(), List.of("--use-domain=0", "--regen-broken-contactid"));
        assertEquals(ExitCode.REFUSED, repair.exit(), repair::text);
        assertEquals(ExitCode.FINDINGS, upgrade(database, "--use-domain=0", "--dry-run").exit());

        CommandRun run = upgrade(database, "--use-domain=0");
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertTrue(run.out().contains("just before its version was noted"), run::text);
        assertEquals("1013", OldTable.version(database, "location"));
        assertEquals(after, OldTable.everything(database, "location"));
        assertEquals(List.of("location", "location_1009", "version"), OldTable.tables(database));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_endedBeforeItsMarkWent_markDropped(TestDatabase database) {
        OldTable.create(database, "location", 1011);
        assertEquals(ExitCode.CLEAN, upgrade(database).exit());
        database.execute("CREATE TABLE location_1013_unfinished (made_by_rollcall_upgrade INTEGER)");
        CommandRun run = upgrade(database);
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(List.of("location", "location_1011", "version"), OldTable.tables(database));
        assertTrue(upgrade(database).out().contains("Nothing to do"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void upgrade_lockHeld_refused(TestDatabase test) {
        OldTable.create(test, "location", 1009).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
        List<List<String>> before = OldTable.everything(test, "location");
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            TableLock lock = TableLock.acquire(database, "location").orElseThrow();
            try (lock) {
                CommandRun run = upgrade(test, "--use-domain=0");
                assertEquals(ExitCode.REFUSED, run.exit(), run::text);
                assertTrue(run.err().contains("under way"), run::text);
            }
        }
        assertUntouched(test, 1009, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INSERT INTO location (id, username, contact, expires)"
                + " VALUES (2, 'bob', 'sip:2@192.0.2.1', '2036-01-01 00:00:00')",
        "UPDATE location SET expires = '2036-12-31 00:00:00'",
        "UPDATE location SET username = 'bob'",
        "DELETE FROM location"
    })
    void apply_tableWrittenSinceThePlan_refusedAndTheWorkTableGone(String write) throws Exception {
        for (TestDatabase test : TestDatabase.all().toList()) {
            OldTable.create(test, "location", 1009).row(1, "alice", "", "sip:1@192.0.2.1", LATER);
            try (test; Database database = test.open(Database.Access.READ_WRITE)) {
                Progress progress = new Progress(new PrintWriter(new StringWriter()), false, () -> 0);
                Request request = new Request(IdSettings.given(NO_DOMAIN), true);
                UpgradePlan plan = new UpgradePlanner(
                        request, ZoneOffset.UTC, false, InstantSource.system(), progress)
                        .plan(TableUpgrade.of(database, "location"));
                test.execute(write);
                List<List<String>> before = OldTable.everything(test, "location");
                assertThrows(RefusedException.class, () -> new Upgrader(ZoneOffset.UTC, progress).apply(plan));
                assertUntouched(test, 1009, before);
            }
        }
    }

    // ---- tables that a real OpenSIPS wrote

    static Stream<Fixture> oldDumps() {
        return Fixture.sharedDumps().filter(fixture -> fixture.version() < 1013);
    }

    @ParameterizedTest
    @MethodSource("oldDumps")
    void upgrade_dumpOfOpenSips_servedWithoutARejection(Fixture fixture) throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL)) {
            fixture.load(test);
            List<List<String>> before = OldTable.values(test, "location");
            CommandRun run = upgrade(test, "--use-domain=0", "--hash-size=" + fixture.hashSize(), "--time-zone=UTC");
            assertEquals(ExitCode.CLEAN, run.exit(), run::text);
            assertEquals(before.size(), OldTable.values(test, "location").size());
            try (Database database = test.open(Database.Access.READ_ONLY)) {
                LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
                PreloadSummary summary = new Preload(new IdCheck(NO_DOMAIN, List.of()),
                        new MigratorCommand(test.url().toString(), "location"), 10)
                        .run(store::scan, row -> {}, row -> {});
                assertEquals(before.size(), summary.loaded());
                assertEquals(0, summary.rejected(), () -> summary.toString());
            }
        }
    }
}
