package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.registrar.RegistrarProcess.Ended;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts on tables that were there before: those of real OpenSIPS releases, and broken ones. */
class PreloadIT {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final String BUT_THE_ID = "username, domain, contact, received, path, expires, q, callid, cseq,"
            + " last_modified, flags, cflags, user_agent, socket, methods, sip_instance, kv_store, attr";
    private static final IdParameters IDS = new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final String REGEN = "usrloc.regen_broken_contactid=1";

    @TempDir
    private Path directory;

    static Stream<Arguments> copiedInEachDatabase() {
        return Fixture.copied().flatMap(fixture -> TestDatabase.all().map(database -> Arguments.of(fixture, database)));
    }

    static Stream<Arguments> sharedFiles() {
        return Fixture.shared().map(fixture -> Arguments.of(fixture, TestDatabase.of(DatabaseKind.SQLITE)));
    }

    static Stream<Arguments> sharedDumps() {
        return Fixture.sharedDumps().filter(fixture -> fixture.version() >= 1011)
                .map(fixture -> Arguments.of(fixture, TestDatabase.of(DatabaseKind.MYSQL)));
    }

    @ParameterizedTest
    @MethodSource({"copiedInEachDatabase", "sharedFiles", "sharedDumps"})
    void tableOfOpenSips_asWritten_loadsWithoutAComplaintAndIsLeftAsItIs(Fixture fixture, TestDatabase database)
            throws Exception {
        fixture.load(database);
        prolong(fixture, database);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        List<List<String>> before = table.rows("*");
        String loaded = ": " + before.size() + " of " + before.size() + " rows of table location loaded";

        int otherHashSize = fixture.hashSize() == 9 ? 12 : 9;
        Ended checked = table.run(options(fixture, otherHashSize, "--check"));
        assertEquals(ExitCode.OK, checked.exitCode(), checked.output());
        assertTrue(checked.output().contains(loaded), checked.output());
        assertNoComplaint(checked.output());

        List<String> someone = someone(table);
        try (RegistrarProcess registrar = table.start(options(fixture, fixture.hashSize()));
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertTrue(registrar.output().contains(loaded), registrar.output());
            String answer = phone.fetch(someone.get(0), fixture.useDomain() ? someone.get(1) : "example.com");
            List<String> contacts = table.rows("username, domain, contact").stream()
                    .filter(row -> row.subList(0, 2).equals(someone)).map(row -> row.get(2)).toList();
            contacts.forEach(contact -> assertTrue(answer.contains('<' + contact + '>'), answer));
            assertEquals(contacts.size(), occurrences(answer, ";expires="), answer);
            Ended ended = registrar.terminate();
            assertEquals(ExitCode.OK, ended.exitCode());
            assertNoComplaint(ended.output());
        }
        assertEquals(before, table.rows("*"));
    }

    private static String[] options(Fixture fixture, int hashSize, String... more) {
        return Stream.concat(
                Stream.of("--hash-size", String.valueOf(hashSize), "--use-domain=" + (fixture.useDomain() ? 1 : 0),
                        "--set", "rollcall.db_time_zone=UTC"),
                Stream.of(more)).toArray(String[]::new);
    }

    /** Most contacts have expired since the tables were written; permanent ones stay what they are. */
    private static void prolong(Fixture fixture, TestDatabase database) {
        database.execute(fixture.version() == 1011
                ? "UPDATE location SET expires = '2036-11-18 09:39:43' WHERE expires > '1970-01-02 00:00:00'"
                : "UPDATE location SET expires = 2000000000 + expires % 100000000 WHERE expires > 0");
    }

    /** A user with a plain name, and the domain. */
    private static List<String> someone(RegistrarDatabase table) {
        return table.rows("username, domain").stream()
                .filter(row -> row.get(0).matches("user\\d+")).findFirst().orElseThrow();
    }

    private static void assertNoComplaint(String output) {
        assertTrue(output.lines().noneMatch(line -> line.matches("(WARNING|ERROR|CRITICAL|ALERT):.*")), output);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void idsCountedUp_areLoggedInOpenSipsWordsUpToTheLimitAndTouchedByNobody(TestDatabase database) throws Exception {
        LocationTables.create(database, "location", 1013);
        database.execute(IntStream.rangeClosed(1, 150)
                .mapToObj(i -> insertion(i, "user" + i, 2_000_000_000)).toArray(String[]::new));
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        List<List<String>> before = table.rows("*");

        Ended checked = table.run("--check", "--set", "rollcall.preload_log_lines=10");
        assertEquals(ExitCode.ROWS_REJECTED, checked.exitCode());
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            String aor = "user" + i + "@example.com";
            expected.add("ERROR:usrloc:preload_udomain: failed to match aorhashes for user " + aor
                    + ",db aorhash [0] new aorhash [" + IDS.slot(IDS.aorHash(aor)) + "],db contactid [" + i + "]");
        }
        expected.add("ERROR:usrloc:preload_udomain: ... and 140 more rejected rows");
        expected.add("NOTICE:usrloc:preload_udomain: At least 1 contact(s) from the database has invalid contact_id!");
        assertEquals(expected,
                checked.output().lines().filter(line -> line.contains(":preload_udomain: ")).limit(12).toList());
        assertEquals(1, occurrences(checked.output(), "At least 1 contact(s)"), checked.output());
        assertTrue(checked.output().contains("NOTICE:usrloc:preload_udomain: 150 of 150 rows rejected:"
                + " auto-increment ids from before 2.2 or sql-only mode, inserted by hand or imported (150). Mend the"
                + " ids with: java -jar migrator.jar --db-url "), checked.output());
        assertTrue(checked.output().contains(" --hash-size 9 --use-domain=1 --contact-id-format released --char-sign"
                + " signed --regen-broken-contactid\n"), checked.output());
        assertFalse(checked.output().contains(TestDatabase.password()), checked.output());

        try (RegistrarProcess registrar = table.start();
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertFalse(phone.register("user1", 1).contains("\r\nContact: "));
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        assertEquals(before, table.rows("*"));
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tableWithoutDomains_servedWithThem_isRefusedWithBothCommands(TestDatabase database) throws Exception {
        Fixture.copied().filter(fixture -> !fixture.useDomain()).findFirst().orElseThrow().load(database);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        List<List<String>> before = table.rows("*");
        for (String[] options : List.of(new String[] {}, new String[] {"--check"}, new String[] {"--set", REGEN})) {
            Ended ended = table.run(options);
            assertEquals(ExitCode.REFUSED, ended.exitCode(), ended.output());
            assertTrue(ended.output().contains("java -jar registrar.jar --use-domain=0"), ended.output());
            assertTrue(ended.output().matches(
                    "(?s).*java -jar migrator\\.jar --db-url .* --use-domain=1 .*--regen-broken-contactid.*"),
                    ended.output());
            assertFalse(ended.output().contains(TestDatabase.password()), ended.output());
        }
        assertEquals(before, table.rows("*"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void brokenIds_withRegen_areMendedAndNothingElseIs(TestDatabase database) throws Exception {
        LocationTables.create(database, "location", 1013);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        Set<Long> right = insertBrokenAndRight(database);
        database.execute("UPDATE location SET path = '<sip:p.example;lr>', q = 0.5, cflags = 'NAT', attr = 'a',"
                + " kv_store = '{\"k\":{\"s\":\"v\"}}', methods = 7279, socket = 'udp:192.0.2.9:5060',"
                + " received = 'sip:192.0.2.1:5061', sip_instance = '<urn:uuid:1>' WHERE username <> 'erin'");
        List<List<String>> before = sorted(table);
        Set<Long> idsBefore = ids(table);

        try (RegistrarProcess registrar = table.start("--set", REGEN);
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertTrue(registrar.output().contains(
                    ": " + before.size() + " of " + before.size() + " rows of table location loaded"),
                    registrar.output());
            countByUser(before).forEach((user, contacts) -> assertEquals(
                    contacts.intValue(), occurrences(fetch(phone, user), ";expires="), user));
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }

        assertEquals(before, sorted(table));
        Set<Long> ids = ids(table);
        assertEquals(before.size(), ids.size());
        assertTrue(ids.containsAll(right), "right ones stay");
        ids.removeAll(right);
        assertTrue(ids.stream().noneMatch(idsBefore::contains), "new ones never were there");
        assertEachAorHasOneRecordLabelOfItsOwn(table);

        List<List<String>> mended = table.rows("*");
        assertEquals(ExitCode.OK, table.run("--check").exitCode());
        try (RegistrarProcess registrar = table.start("--set", REGEN)) {
            assertFalse(registrar.output().contains("regenerated"), registrar.output());
            registrar.terminate();
        }
        assertEquals(mended, table.rows("*"));
    }

    /** Contacts of every kind of break, among them permanent ones; the IDs that must stay. */
    private static Set<Long> insertBrokenAndRight(TestDatabase database) {
        database.execute(
                // OpenSIPS R4: the AOR's rows are valid, broken, valid in the order of labels
                insertion(id("alice", 3, 5), "alice", 2_000_000_000),
                insertion(17, "alice", 2_000_000_001),
                insertion(id("alice", 3, 6), "alice", 0),
                // OpenSIPS R3: a permanent contact is broken
                insertion(18, "bob", 0),
                insertion(19, "bob", 2_000_000_002),
                // two record labels in one AOR
                insertion(id("carol", 7, 1), "carol", 2_000_000_003),
                insertion(id("carol", 7, 2), "carol", 2_000_000_004),
                insertion(id("carol", 8, 1), "carol", 0),
                // the hash of another AOR
                insertion(id("dave", 9, 1) ^ 1L << 46, "dave", 2_000_000_005),
                insertion(id("erin", 10, 16382), "erin", 2_000_000_006),
                insertion(id("erin", 10, 16383), "erin", 2_000_000_007),
                // one record label for two AORs of a slot
                insertion(id(neighbour("erin"), 10, 1), neighbour("erin"), 2_000_000_008));
        return Set.of(id("alice", 3, 5), id("alice", 3, 6), id("carol", 7, 1), id("carol", 7, 2),
                id("erin", 10, 16382), id("erin", 10, 16383));
    }

    /** A user whose AOR is in the same slot, with another hash. */
    private static String neighbour(String user) {
        return IntStream.range(0, 100_000).mapToObj(i -> "neighbour" + i)
                .filter(other -> slot(other) == slot(user) && aorHash(other) != aorHash(user))
                .findFirst().orElseThrow();
    }

    private static int slot(String user) {
        return IDS.slot(aorHash(user));
    }

    private static int aorHash(String user) {
        return IDS.aorHash(user + "@example.com");
    }

    private static long id(String user, long recordLabel, int contactLabel) {
        return ContactId.pack(aorHash(user), recordLabel, contactLabel);
    }

    private static String insertion(long id, String username, long expires) {
        String contact = "sip:" + username + "@192.0.2.1:" + (1024 + expires % 1000);
        return "INSERT INTO location (contact_id, username, domain, contact, expires, callid, cseq)"
                + " VALUES (" + id + ", '" + username + "', 'example.com', '" + contact + "', " + expires + ", 'call"
                + id + "', 5)";
    }

    private static List<List<String>> sorted(RegistrarDatabase table) {
        return table.rows(BUT_THE_ID).stream().sorted(Comparator.comparing(Object::toString)).toList();
    }

    private static Set<Long> ids(RegistrarDatabase table) {
        return table.rows("contact_id").stream().map(row -> Long.valueOf(row.get(0))).collect(Collectors.toSet());
    }

    private static Map<String, Long> countByUser(List<List<String>> rows) {
        return rows.stream().collect(Collectors.groupingBy(row -> row.get(0), Collectors.counting()));
    }

    private static String fetch(SipPhone phone, String user) {
        try {
            return phone.fetch(user, "example.com");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertEachAorHasOneRecordLabelOfItsOwn(RegistrarDatabase table) {
        Map<String, Set<String>> labels = table.rows("username, contact_id").stream().collect(Collectors.groupingBy(
                row -> row.get(0),
                Collectors.mapping(row -> slotAndLabel(Long.parseLong(row.get(1))), Collectors.toSet())));
        labels.forEach((user, own) -> assertEquals(1, own.size(), user));
        assertEquals(labels.size(), new HashSet<>(labels.values()).size(), labels::toString);
    }

    private static String slotAndLabel(long id) {
        return IDS.slot(ContactId.aorHash(id)) + "/" + ContactId.recordLabel(id);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tableWithDomains_servedWithoutThemAndWithRegen_keepsEveryColumn(TestDatabase database) throws Exception {
        // OpenSIPS R3 and R8: its own repair loses permanent contacts and the domain column
        Fixture fixture = Fixture.copied()
                .filter(f -> f.useDomain() && f.toString().contains("master")).findFirst().orElseThrow();
        fixture.load(database);
        prolong(fixture, database);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        List<List<String>> before = sorted(table);
        try (RegistrarProcess registrar = table.start("--use-domain=0", "--set", REGEN)) {
            assertTrue(registrar.output().contains(
                    before.size() + " of " + before.size() + " contact IDs regenerated, 0 skipped, 0 beyond repair"),
                    registrar.output());
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        assertEquals(before, sorted(table));
        assertEquals(before.size(), ids(table).size());
        assertEquals(ExitCode.OK, table.run("--use-domain=0", "--check").exitCode());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tableOf1011_isWrittenInItsOwnShape(TestDatabase database) throws Exception {
        LocationTables.create(database, "location", 1011);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        Instant earliest = Instant.now().minusSeconds(1);
        try (RegistrarProcess registrar = table.start("--set", "rollcall.db_time_zone=" + zone);
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertTrue(registrar.output().contains(
                    "expires of schema 1011 is a DATETIME in time zone Asia/Tokyo (rollcall.db_time_zone)"),
                    registrar.output());
            phone.register("alice", 1, "<sip:alice@192.0.2.7>;expires=1800");
            registrar.terminate();
        }
        String expires = table.rows("expires").get(0).get(0);
        Instant stored = LocalDateTime.parse(expires.substring(0, 19).replace(' ', 'T')).atZone(zone).toInstant();
        assertFalse(stored.isBefore(earliest.plusSeconds(1800)), expires);
        assertFalse(stored.isAfter(Instant.now().plusSeconds(1800)), expires);
        try (RegistrarProcess registrar = table.start("--set", "rollcall.db_time_zone=" + zone);
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            String answer = phone.register("alice", 2);
            Matcher left = Pattern.compile("\r\nContact: <sip:alice@192.0.2.7>;expires=(\\d+)").matcher(answer);
            assertTrue(left.find(), answer);
            assertTrue(Integer.parseInt(left.group(1)) <= 1800, answer);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tableOf1009_isRefusedWithTheMigratorsCommand(TestDatabase database) throws Exception {
        LocationTables.create(database, "location", 1009);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        for (String[] options : List.of(new String[] {}, new String[] {"--check"})) {
            Ended ended = table.run(options);
            assertEquals(ExitCode.REFUSED, ended.exitCode(), ended.output());
            assertTrue(ended.output().contains("the table location "), ended.output());
            assertTrue(ended.output().contains("schema 1009"), ended.output());
            assertTrue(ended.output().contains("java -jar migrator.jar upgrade --db-url "), ended.output());
            assertFalse(ended.output().contains(TestDatabase.password()), ended.output());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tableNewerThanKnown_isRefusedAndLeftAsItIs(TestDatabase database) throws Exception {
        database.execute(LocationTables.ddl(database.kind(), "location", 1013),
                "ALTER TABLE location ADD something_new INTEGER", insertion(5, "alice", 0));
        LocationTables.noteVersion(database, "location", 1014);
        RegistrarDatabase table = new RegistrarDatabase(directory, database);
        List<List<String>> before = table.rows("*");
        for (String[] options : List.of(new String[] {}, new String[] {"--check"}, new String[] {"--set", REGEN},
                new String[] {"--set", "rollcall.repair_online=1"})) {
            Ended ended = table.run(options);
            assertEquals(ExitCode.REFUSED, ended.exitCode(), ended.output());
            assertTrue(ended.output().contains("the table location is of schema 1014; the newest that this program knows"
                    + " is 1013"), ended.output());
            assertFalse(ended.output().contains("listening"), ended.output());
        }
        assertEquals(before, table.rows("*"));
    }

    @Test
    void dumpOf21_isRefusedWithTheMigratorsCommand() throws Exception {
        Fixture fixture = Fixture.sharedDumps().filter(dump -> dump.version() == 1009).findFirst().orElseThrow();
        try (TestDatabase database = TestDatabase.of(DatabaseKind.MYSQL)) {
            fixture.load(database);
            Ended ended = new RegistrarDatabase(directory, database).run("--check");
            assertEquals(ExitCode.REFUSED, ended.exitCode(), ended.output());
            assertTrue(ended.output().contains("java -jar migrator.jar upgrade"), ended.output());
        }
    }

    @Test
    void publishedExample_isRejectedToTheLetterWhenDocumentedAndValidWhenReleased() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            database.execute("INSERT INTO location (contact_id, username, contact, expires)"
                    + " VALUES (120051833657672447, 'callee', 'sip:callee@192.0.2.1', 2000000000)");
            RegistrarDatabase table = new RegistrarDatabase(directory, database);
            Ended documented = table.run(
                    "--check", "--use-domain=0", "--hash-size", "9", "--contact-id-format", "documented");
            assertEquals(ExitCode.ROWS_REJECTED, documented.exitCode(), documented.output());
            assertTrue(documented.output().contains("ERROR:usrloc:preload_udomain: failed to match aorhashes for user"
                    + " callee,db aorhash [1706] new aorhash [170],db contactid [120051833657672447]\n"),
                    documented.output());
            for (String hashSize : List.of("4", "9", "10", "16")) {
                Ended released = table.run(
                        "--check", "--use-domain=0", "--hash-size", hashSize, "--contact-id-format", "released");
                assertEquals(ExitCode.OK, released.exitCode(), released.output());
                assertNoComplaint(released.output());
            }
        }
    }
}
