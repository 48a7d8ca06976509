package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.registrar.RegistrarProcess.Ended;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Registrars that mend their table while phones register, killed again and again, or told to stop. */
class OnlineRepairIT {
    private static final IdCheck IDS = new IdCheck(
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED), List.of());
    private static final int USERS = 1_500;
    private static final int PHONES = 8;
    private static final int KILLS = 4;
    private static final String ONLINE = "rollcall.repair_online=1";
    private static final String ENDED = "contact IDs regenerated while they were served";

    @TempDir
    private Path directory;

    /**
     * Each user has two contacts, both with counted IDs. A phone refreshes the first of them, and removes the second
     * and adds a third in turns; how many of its requests were answered is known.
     */
    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void killedAgainAndAgainWhilePhonesRegister_everyContactHasOneRightRow(TestDatabase database) throws Exception {
        RegistrarDatabase table = filled(database);
        Map<Integer, Integer> answered = new ConcurrentHashMap<>();
        Random random = new Random(22);
        for (int kill = 0; kill < KILLS; kill++) {
            AtomicInteger answers = new AtomicInteger();
            int enough = 50 + random.nextInt(400);
            try (RegistrarProcess registrar = start(table, 500);
                    PhoneCrowd crowd = crowd(registrar, answered, answers, kill)) {
                Await.until("answers", () -> crowd.hasFailed() || answers.get() >= enough);
                assertFalse(crowd.hasFailed(), registrar::output);
                crowd.expectTheEnd();
                registrar.kill();
                assertFalse(registrar.output().contains(ENDED), "killed in the middle");
                crowd.hangUp();
            }
        }
        try (RegistrarProcess registrar = start(table, 1_000_000)) {
            registrar.awaitLine(ENDED);
            Ended ended = registrar.terminate();
            assertEquals(ExitCode.OK, ended.exitCode());
            assertFalse(ended.output().contains("WARNING:usrloc:repair_online"), ended.output());
        }
        assertTableIs(answered, table);
        Ended checked = table.run("--use-domain=1", "--check");
        assertEquals(ExitCode.OK, checked.exitCode(), checked.output());
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void toldToStopInTheMiddle_endsCleanlyAndTheNextStartGoesOn(TestDatabase database) throws Exception {
        RegistrarDatabase table = filled(database);
        try (RegistrarProcess registrar = start(table, 300)) {
            Await.until("rows that are mended", () -> mended(table) > 0);
            assertEquals(0, new ProcessBuilder("kill", "-USR1", registrar.pid()).start().waitFor());
            registrar.awaitLine("NOTICE:core:statistics: usrloc:registered_users = " + USERS);
            assertTrue(registrar.output().contains("NOTICE:core:statistics: repair:rows_found = " + 2 * USERS),
                    registrar.output());
            assertTrue(registrar.output().contains("NOTICE:core:statistics: repair:running = 1"), registrar.output());
            Ended ended = registrar.terminate();
            assertEquals(ExitCode.OK, ended.exitCode());
            assertTrue(ended.output().contains("rows still have their old contact ID, and the next start goes on"),
                    ended.output());
        }
        int mended = mended(table);
        assertTrue(mended < 2 * USERS);
        // the journal knows each of them, and nothing else has changed
        assertEquals(List.of(List.of("applying", String.valueOf(mended))), database.query(
                "SELECT r.state, MAX(c.last_position) FROM location_repair_run r JOIN location_repair_chunk c"
                        + " ON c.run = r.run GROUP BY r.state"));
        try (RegistrarProcess registrar = start(table, 1_000_000)) {
            registrar.awaitLine((2 * USERS - mended) + " of " + (2 * USERS - mended) + ' ' + ENDED);
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        assertTableIs(Map.of(), table);
    }

    private static RegistrarProcess start(RegistrarDatabase table, int rowsPerSecond) throws Exception {
        RegistrarProcess registrar = table.start("--use-domain=1", "--set", ONLINE,
                "--set", "rollcall.repair_rows_per_second=" + rowsPerSecond,
                "--set", "usrloc.sql_write_mode=write-through");
        assertTrue(registrar.output().contains(" 0 rejected"), "all are served at once: " + registrar.output());
        return registrar;
    }

    private RegistrarDatabase filled(TestDatabase database) throws SQLException {
        LocationTables.create(database, "location", 1013);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO location"
                    + " (contact_id, username, domain, contact, expires, callid, cseq) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                for (int i = 0; i < 2 * USERS; i++) {
                    insert.setInt(1, i + 1);
                    insert.setString(2, "user" + i % USERS);
                    insert.setString(3, "example.com");
                    insert.setString(4, contact(i % USERS, i / USERS));
                    insert.setLong(5, i % 7 == 0 ? 0 : 2_000_000_000L);
                    insert.setString(6, "old" + i);
                    insert.setInt(7, 1);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        return new RegistrarDatabase(directory, database);
    }

    private static String contact(int user, int number) {
        return "sip:user" + user + "@192.0.2." + (number + 1);
    }

    private static PhoneCrowd crowd(
            RegistrarProcess registrar, Map<Integer, Integer> answered, AtomicInteger answers, int kill)
            throws Exception {
        return PhoneCrowd.start(registrar, List.of(Transport.UDP), PHONES, (phone, number) -> {
            // from another end of the table each time, and each user with one phone
            int first = kill * USERS / KILLS / PHONES;
            for (int i = first; ; i++) {
                int user = i % (USERS / PHONES) * PHONES + number;
                // a request whose answer was lost is sent again, as by a phone that was switched off and on
                int step = answered.getOrDefault(user, 0) + 1;
                String answer = phone.send("user" + user, "call-" + step + "-" + kill, 10 + step, headers(user, step));
                assertTrue(answer.startsWith("SIP/2.0 200 OK\r\n"), answer);
                answered.put(user, step);
                answers.incrementAndGet();
            }
        });
    }

    private static String headers(int user, int step) {
        String first = "Contact: <" + contact(user, 0) + ">;expires=3600\r\n";
        String other = "Contact: <" + contact(user, 1 + step % 2) + ">;expires=";
        return first + other + (step % 2 == 1 ? "3600\r\n" : "0\r\n");
    }

    /** The rows of a user after so many requests: without any as they were. */
    private static Map<String, String> rowsAfter(int user, int steps) {
        if (steps == 0) {
            return Map.of(contact(user, 0), "1", contact(user, 1), "1");
        }
        String last = String.valueOf(10 + steps);
        String odd = String.valueOf(10 + steps - (steps + 1) % 2);
        return steps == 1
                ? Map.of(contact(user, 0), last, contact(user, 1), "1", contact(user, 2), last)
                : Map.of(contact(user, 0), last, contact(user, 2), odd);
    }

    private static void assertTableIs(Map<Integer, Integer> answered, RegistrarDatabase table) {
        Map<String, Map<String, String>> rows = table.rows("username, contact, cseq").stream().collect(
                Collectors.groupingBy(row -> row.get(0), Collectors.toMap(row -> row.get(1), row -> row.get(2))));
        for (int user = 0; user < USERS; user++) {
            int steps = answered.getOrDefault(user, 0);
            Map<String, String> found = rows.get("user" + user);
            assertTrue(List.of(rowsAfter(user, steps), rowsAfter(user, steps + 1)).contains(found),
                    "user" + user + " was answered " + steps + " times and has " + found);
        }
        try (Database database = table.database().open(Access.READ_ONLY);
                RepairPlan plan = TableRepair.plan(
                        new LocationStore(database, "location", ZoneOffset.UTC), IDS, SpillDirectory.ofSystem())) {
            assertEquals(Map.of(), plan.findings());
        }
    }

    private static int mended(RegistrarDatabase table) {
        return Integer.parseInt(table.database().query(
                "SELECT COUNT(*) FROM location WHERE contact_id > " + 2 * USERS).get(0).get(0));
    }
}
