package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.auth.DigestClient;
import dev.rollcall.registrar.auth.Subscribers;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.DatabaseProxy;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A registrar whose database server goes away and comes back. */
class DatabaseDownIT {
    private static final String OK = "SIP/2.0 200 OK\r\n";
    private static final String UNAVAILABLE = "SIP/2.0 503 ";
    private static final String DEGRADED = "serving from memory and trying again";
    private static final String RECOVERED = "NOTICE:usrloc:database: the database takes rows again";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#servers")
    void writeBack_databaseAway_goesOnAndCatchesUp(TestDatabase database) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        try (DatabaseProxy proxy = new DatabaseProxy(database);
                RegistrarProcess registrar = table.through(proxy).start(
                        "--set", "usrloc.sql_write_mode=write-back", "--set", "usrloc.timer_interval=1");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertStarts(OK, phone.register("gone", 1, "<sip:gone@192.0.2.7>"));
            assertStarts(OK, phone.register("stays", 1, "<sip:stays@192.0.2.7>"));
            Await.until("both rows", () -> table.rows("username").size() == 2);

            proxy.cut();
            assertStarts(OK, phone.register("gone", 2, "<sip:gone@192.0.2.7>;expires=0"));
            assertStarts(OK, phone.register("stays", 2, "<sip:stays@192.0.2.7>;expires=1800"));
            for (int i = 0; i < 50; i++) {
                assertStarts(OK, phone.register("new" + i, 1, "<sip:new@192.0.2.7>"));
            }
            registrar.awaitLine(DEGRADED);
            assertTrue(phone.register("new7", 2).contains("\r\nContact: <sip:new@192.0.2.7>"));
            assertEquals(2, table.rows("username").size());

            proxy.mend();
            registrar.awaitLine(RECOVERED);
            Await.until("all rows", () -> table.rows("username").size() == 51);
            assertEquals(List.of(List.of("2")), database.query("SELECT cseq FROM location WHERE username = 'stays'"));
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
            assertSaidOnce(registrar);
        }
        assertEquals(51, table.rows("username").stream().distinct().count());
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#servers")
    void writeThrough_databaseAway_refusesChangesAnswersFetchesAndRecovers(TestDatabase database) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        try (DatabaseProxy proxy = new DatabaseProxy(database);
                RegistrarProcess registrar = table.through(proxy).start("--set", "usrloc.sql_write_mode=write-through");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertStarts(OK, phone.register("alice", 1, "<sip:alice@192.0.2.7>"));

            proxy.cut();
            for (int cseq = 1; cseq <= 3; cseq++) {
                assertUnavailable(phone.register("bob", cseq, "<sip:bob@192.0.2.7>"));
            }
            assertUnavailable(phone.register("alice", 2, "<sip:alice@192.0.2.7>;expires=0"));
            registrar.awaitLine(DEGRADED);
            assertTrue(phone.register("alice", 3).contains("\r\nContact: <sip:alice@192.0.2.7>"));
            String nothing = phone.register("bob", 4);
            assertStarts(OK, nothing);
            assertFalse(nothing.contains("\r\nContact: "), nothing);

            proxy.mend();
            registrar.awaitLine(RECOVERED);
            assertStarts(OK, phone.register("bob", 5, "<sip:bob@192.0.2.7>"));
            assertStarts(OK, phone.register("alice", 4, "<sip:alice@192.0.2.7>;expires=1800"));
            assertEquals(List.of(List.of("alice", "4"), List.of("bob", "5")),
                    database.query("SELECT username, cseq FROM location ORDER BY username"));
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
            assertSaidOnce(registrar);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#servers")
    void subscribersAway_areUnavailableNotUnknown(TestDatabase database) throws Exception {
        RegistrarDatabase table = RegistrarDatabase.withTable(directory, database);
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "wonderland", "", "");
        DigestClient alice = new DigestClient("alice", "wonderland");
        try (DatabaseProxy proxy = new DatabaseProxy(database);
                RegistrarProcess registrar = table.through(proxy).start(
                        "--set", "rollcall.auth=1", "--set", "auth_db.calculate_ha1=1",
                        "--set", "rollcall.nonce_expire=10m");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            proxy.cut();
            String challenge = challenge(phone.register("alice", 1, "<sip:alice@192.0.2.7>"));
            assertUnavailable(phone.send("alice", "call", 2, "Authorization: " + alice.answer(challenge, 1) + "\r\n"));

            proxy.mend();
            // the pool may hold connections that were cut and that it took for good a moment ago
            int cseq = 3;
            String answer = phone.send("alice", "call", cseq, "Authorization: " + alice.answer(challenge, cseq) + "\r\n");
            while (!answer.startsWith(OK)) {
                assertUnavailable(answer);
                assertTrue(cseq++ < 50, "the database is back, and credentials are not looked up");
                Thread.sleep(100);
                answer = phone.send("alice", "call", cseq, "Authorization: " + alice.answer(challenge, cseq) + "\r\n");
            }
        }
    }

    private static String challenge(String answer) {
        assertStarts("SIP/2.0 401 ", answer);
        return answer.lines().filter(line -> line.startsWith("WWW-Authenticate:")).findFirst().orElseThrow();
    }

    private static void assertStarts(String status, String answer) {
        assertTrue(answer.startsWith(status), answer);
    }

    private static void assertUnavailable(String answer) {
        assertStarts(UNAVAILABLE, answer);
        assertTrue(Pattern.compile("\r\nRetry-After: [1-9]").matcher(answer).find(), answer);
    }

    private static void assertSaidOnce(RegistrarProcess registrar) {
        for (String said : List.of(DEGRADED, RECOVERED)) {
            assertEquals(1, registrar.output().lines().filter(line -> line.contains(said)).count(), registrar.output());
        }
    }
}
