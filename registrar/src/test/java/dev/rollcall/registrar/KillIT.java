package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registrar has promised when its process is killed, or told to stop, on each database. */
class KillIT {
    private static final String WRITE_THROUGH = "usrloc.sql_write_mode=write-through";
    private static final String WRITE_BACK = "usrloc.sql_write_mode=write-back";
    private static final int PHONES = 16;
    /** The kill comes after so many answers. */
    private static final int ANSWERS = 2_000;

    @TempDir
    private Path directory;

    static Stream<Arguments> databasesAndModes() {
        return Stream.of(WRITE_THROUGH, WRITE_BACK)
                .flatMap(mode -> TestDatabase.all().map(database -> Arguments.of(database, mode)));
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void writeThrough_killedUnderLoad_keepsWhateverWasAnswered(TestDatabase database) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        Map<String, Integer> answered = new ConcurrentHashMap<>();
        AtomicInteger answers = new AtomicInteger();
        try (RegistrarProcess registrar = table.start("--set", WRITE_THROUGH);
                PhoneCrowd crowd = PhoneCrowd.start(registrar, List.of(Transport.UDP), PHONES, (phone, number) -> {
                    for (int user = 0; ; user++) {
                        registerRefreshRemove(phone, number + "-" + user, answered, answers);
                    }
                })) {
            Await.until("answers", () -> crowd.hasFailed() || answers.get() >= ANSWERS);
            registrar.kill();
            crowd.hangUp();
        }

        List<List<String>> rows = table.rows("username, contact, cseq");
        assertEquals(rows.size(), rows.stream().map(row -> row.subList(0, 2)).distinct().count(), "nothing twice");
        Map<String, String> cseqs = rows.stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(2)));
        answered.forEach((user, steps) -> assertTrue(
                List.of(rowAfter(user, steps), rowAfter(user, steps + 1)).contains(cseqs.getOrDefault(user, "none")),
                user + " was answered " + steps + " times and has the row " + cseqs.get(user)));

        try (RegistrarProcess registrar = table.start("--set", WRITE_THROUGH);
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertLoaded(registrar, rows.size());
            for (String user : answered.keySet()) {
                assertEquals(cseqs.containsKey(user), phone.register(user, 9).contains("\r\nContact: "), user);
            }
        }
    }

    /** Two or three requests; how many were answered is noted, none at first. */
    private static void registerRefreshRemove(
            SipPhone phone, String user, Map<String, Integer> answered, AtomicInteger answers) throws Exception {
        answered.put(user, 0);
        String contact = "<sip:" + user + "@192.0.2.7>;expires=";
        for (int step = 1; step <= (isRemoved(user) ? 3 : 2); step++) {
            String answer = phone.register(user, step, contact + (step == 3 ? 0 : 600 * step));
            assertTrue(answer.startsWith("SIP/2.0 200 OK\r\n"), answer);
            answered.put(user, step);
            answers.incrementAndGet();
        }
    }

    private static boolean isRemoved(String user) {
        return user.endsWith("3");
    }

    /** The CSeq of the row that a user has after so many requests. */
    private static String rowAfter(String user, int steps) {
        return List.of("none", "1", "2", isRemoved(user) ? "none" : "2", "none").get(steps);
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void writeBack_killed_losesNothingThatWasFlushed(TestDatabase database) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        try (RegistrarProcess registrar = table.start("--set", WRITE_BACK, "--set", "usrloc.timer_interval=1");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            for (int i = 0; i < 200; i++) {
                phone.register("early" + i, 1, "<sip:early@192.0.2.7>");
            }
            Await.until("the rows of the early ones", () -> table.rows("username").size() == 200);
            for (int i = 0; i < 100; i++) {
                phone.register("early" + i, 2, "<sip:early@192.0.2.7>;expires=1800");
                phone.register("late" + i, 1, "<sip:late@192.0.2.7>");
            }
            registrar.kill();
        }

        Set<String> users = usernames(table);
        Set<String> early = IntStream.range(0, 200).mapToObj(i -> "early" + i).collect(Collectors.toSet());
        assertTrue(users.containsAll(early), users::toString);
        users.removeAll(early);
        assertTrue(users.stream().allMatch(user -> user.matches("late\\d+")), users::toString);
        int rows = table.rows("username").size();
        assertEquals(200 + users.size(), rows, "nothing twice");
        try (RegistrarProcess registrar = table.start("--set", WRITE_BACK);
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertLoaded(registrar, rows);
            for (String user : early) {
                assertTrue(phone.register(user, 9).contains("\r\nContact: <sip:early@192.0.2.7>"), user);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void writeBack_toldToStop_writesThousandsOfContactsFirst(TestDatabase database) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        try (RegistrarProcess registrar = table.start("--set", WRITE_BACK, "--set", "usrloc.timer_interval=1d");
                PhoneCrowd crowd = PhoneCrowd.start(registrar, List.of(Transport.UDP), PHONES, (phone, number) -> {
                    for (int i = 0; i < 400; i++) {
                        String user = number + "-" + i;
                        String answer = phone.register(user, 1, "<sip:" + user + "@192.0.2.7>");
                        assertTrue(answer.startsWith("SIP/2.0 200 OK\r\n"), answer);
                    }
                })) {
            crowd.join();
            assertEquals(List.of(), table.rows("username"));
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        assertEquals(PHONES * 400, usernames(table).size());
        try (RegistrarProcess registrar = table.start("--set", WRITE_BACK)) {
            assertLoaded(registrar, PHONES * 400);
        }
    }

    @ParameterizedTest
    @MethodSource("databasesAndModes")
    void toldToStopUnderLoad_keepsWhateverWasAnswered(TestDatabase database, String mode) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (RegistrarProcess registrar = table.start("--set", mode, "--listen", "tcp:127.0.0.1:0");
                PhoneCrowd crowd = PhoneCrowd.start(
                        registrar, List.of(Transport.UDP, Transport.TCP), PHONES, (phone, number) -> {
                            for (int i = 0; ; i++) {
                                String user = number + "-" + i;
                                String answer = phone.register(user, 1, "<sip:" + user + "@192.0.2.7>");
                                if (answer.startsWith("SIP/2.0 200 ")) {
                                    answered.add(user);
                                }
                            }
                        })) {
            Await.until("answers", () -> crowd.hasFailed() || answered.size() >= ANSWERS);
            assertFalse(crowd.hasFailed());
            crowd.expectTheEnd();
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
            crowd.hangUp();
        }
        answered.removeAll(usernames(table));
        assertEquals(Set.of(), answered, "answered, but not in the table");
    }

    @ParameterizedTest
    @MethodSource("databasesAndModes")
    void nextId_takenByAnotherProgram_isLeftToItAndTheContactGetsAnother(TestDatabase database, String mode)
            throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        if (database.kind() == DatabaseKind.SQLITE) {
            LocationTables.create(database, "location", 1013);
        }
        IdParameters ids = new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
        int aorHash = ids.aorHash("alice@example.com");
        insert(database, ContactId.pack(aorHash, 7, 100), "alice");
        try (RegistrarProcess registrar = table.start("--set", mode, "--set", "usrloc.timer_interval=1");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            for (int label = 101; label <= 103; label++) {
                insert(database, ContactId.pack(aorHash, 7, label), "stranger");
            }
            List<List<String>> before = table.rows("*");

            String answer = phone.register("alice", 1, "<sip:alice@192.0.2.7>");
            assertTrue(answer.startsWith("SIP/2.0 200 OK\r\n"), answer);
            Await.until("the new row", () -> table.rows("contact_id").size() == before.size() + 1);

            long given = ContactId.pack(aorHash, 7, 104);
            assertEquals(before, table.rows("*").subList(0, before.size()));
            assertEquals(List.of(Long.toString(given), "sip:alice@192.0.2.7"), last(table.rows("contact_id, contact")));
            for (int label = 101; label <= 103; label++) {
                assertTrue(registrar.output().contains("contact ID " + ContactId.pack(aorHash, 7, label)
                        + " of alice@example.com is another row's; taking the next label"), registrar.output());
            }
            phone.register("alice", 2, "<sip:alice@192.0.2.7>;expires=0");
            Await.until("the row's end", () -> table.rows("contact_id").size() == before.size());
            assertEquals(before, table.rows("*"));
        }
    }

    private static void insert(TestDatabase database, long id, String username) {
        database.execute("INSERT INTO location (contact_id, username, domain, contact, expires, callid, cseq)"
                + " VALUES (" + id + ", '" + username + "', 'example.com', 'sip:x@192.0.2.1', 2000000000, 'call', 5)");
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static Set<String> usernames(RegistrarDatabase table) {
        return table.rows("username").stream().map(row -> row.get(0)).collect(Collectors.toSet());
    }

    private static void assertLoaded(RegistrarProcess registrar, int rows) {
        assertTrue(registrar.output().contains(": " + rows + " of " + rows + " rows of table location loaded"),
                registrar.output());
        assertFalse(registrar.output().contains("ERROR:"), registrar.output());
    }
}
