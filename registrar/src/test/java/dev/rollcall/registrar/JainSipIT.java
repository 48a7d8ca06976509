package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.auth.DigestClient;
import dev.rollcall.registrar.auth.Subscribers;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.sip.header.ContactHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A user agent that nobody here wrote registers with digest authentication. */
class JainSipIT {
    private static final DigestClient ALICE = new DigestClient("alice", "wonderland");
    private static final String DESK = "<sip:alice@192.0.2.7:5070>;q=0.9";
    private static final String CELL = "<sip:alice@192.0.2.8>;q=0.5";

    @TempDir
    private Path directory;

    private TestDatabase database;

    static List<Arguments> transportsAndAlgorithms() {
        List<Arguments> arguments = new ArrayList<>();
        for (Transport transport : List.of(Transport.UDP, Transport.TCP)) {
            for (String algorithm : List.of("MD5", "SHA-256")) {
                arguments.add(Arguments.of(transport, algorithm));
            }
        }
        return arguments;
    }

    @BeforeEach
    void createTables() {
        database = TestDatabase.of(DatabaseKind.SQLITE);
        LocationTables.create(database, "location", 1013);
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "wonderland", "", "");
        Subscribers.insert(database, "bob", "example.com", "builder", "", "");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private RegistrarProcess start(Transport transport, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--listen", transport.lowerCase() + ":127.0.0.1:0",
                "--db-url", database.urlText(), "--set", "rollcall.auth=1", "--set", "auth_db.calculate_ha1=1"));
        arguments.addAll(List.of(options));
        return RegistrarProcess.start(directory, arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("transportsAndAlgorithms")
    void register_challengedAndAnswered_addsFetchesRefreshesAndRemoves(Transport transport, String algorithm)
            throws Exception {
        try (RegistrarProcess registrar = start(transport);
                JainSipPhone phone = JainSipPhone.connect(transport, registrar.port(transport))) {
            Response challenged = phone.exchange(request(phone, 1, DESK, CELL));
            assertEquals(Response.UNAUTHORIZED, challenged.getStatusCode());
            Session session = new Session(phone, challenge(challenged, algorithm));

            assertEquals(List.of("sip:alice@192.0.2.7:5070 600", "sip:alice@192.0.2.8 600"),
                    contacts(session.ok(request(phone, 2, DESK + ";expires=600", CELL + ";expires=600"))));
            assertEquals(2, contacts(session.ok(request(phone, 3))).size());
            assertEquals(List.of("sip:alice@192.0.2.7:5070 1800"), contacts(
                    session.ok(request(phone, 4, DESK + ";expires=1800"))).subList(0, 1));
            List<String> left = contacts(session.ok(request(phone, 5, CELL + ";expires=0")));
            assertEquals(1, left.size());
            assertTrue(left.get(0).startsWith("sip:alice@192.0.2.7:5070 "), left::toString);
            Request all = request(phone, 6, "*");
            all.addHeader(phone.header("Expires", "0"));
            assertEquals(List.of(), contacts(session.ok(all)));
            assertEquals(List.of(), contacts(session.ok(request(phone, 7))));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void register_wrongPassword_isChallengedAgainAndNothingIsStored(Transport transport) throws Exception {
        try (RegistrarProcess registrar = start(transport);
                JainSipPhone phone = JainSipPhone.connect(transport, registrar.port(transport))) {
            String challenge = challenge(phone.exchange(request(phone, 1, DESK)), "MD5");
            for (DigestClient stranger : List.of(
                    new DigestClient("alice", "wonder"), new DigestClient("nobody", "wonderland"))) {
                Request guess = request(phone, 2, DESK);
                guess.addHeader(phone.header("Authorization", stranger.answer(challenge, 1)));
                Response answer = phone.exchange(guess);
                assertEquals(Response.UNAUTHORIZED, answer.getStatusCode());
                assertTrue(DigestClient.parameter(challenge(answer, "MD5"), "stale").isEmpty(), answer::toString);
            }
            assertEquals(List.of(), contacts(new Session(phone, challenge).ok(request(phone, 3))));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void register_anotherUsersAor_isForbidden(Transport transport) throws Exception {
        try (RegistrarProcess registrar = start(transport);
                JainSipPhone phone = JainSipPhone.connect(transport, registrar.port(transport))) {
            String challenge = challenge(phone.exchange(phone.register("bob", "call", 1)), "SHA-256");
            Request request = phone.register("bob", "call", 2);
            request.addHeader(phone.header("Contact", DESK));
            request.addHeader(phone.header("Authorization", ALICE.answer(challenge, 1)));
            assertEquals(Response.FORBIDDEN, phone.exchange(request).getStatusCode());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void register_nonceOfAnEarlierProcess_isStaleAndTheNextOneWorks(Transport transport) throws Exception {
        String old;
        try (RegistrarProcess registrar = start(transport);
                JainSipPhone phone = JainSipPhone.connect(transport, registrar.port(transport))) {
            old = challenge(phone.exchange(request(phone, 1, DESK)), "SHA-256");
        }
        try (RegistrarProcess registrar = start(transport);
                JainSipPhone phone = JainSipPhone.connect(transport, registrar.port(transport))) {
            Request request = request(phone, 2, DESK);
            request.addHeader(phone.header("Authorization", ALICE.answer(old, 1)));
            Response answer = phone.exchange(request);
            assertEquals(Response.UNAUTHORIZED, answer.getStatusCode());
            String fresh = challenge(answer, "SHA-256");
            assertEquals("true", DigestClient.parameter(fresh, "stale").toLowerCase(), fresh);
            assertEquals(1, contacts(new Session(phone, fresh).ok(request(phone, 3, DESK))).size());
        }
    }

    @Test
    void register_nonceUsedForLong_isStaleInTheEnd() throws Exception {
        try (RegistrarProcess registrar = start(Transport.UDP, "--set", "rollcall.nonce_expire=1");
                JainSipPhone phone = JainSipPhone.connect(Transport.UDP, registrar.port(Transport.UDP))) {
            String challenge = challenge(phone.exchange(request(phone, 1, DESK)), "MD5");
            long cseq = 2;
            Response answer;
            do {
                Request request = request(phone, cseq++, DESK);
                request.addHeader(phone.header("Authorization", ALICE.answer(challenge, (int) cseq)));
                answer = phone.exchange(request);
            } while (answer.getStatusCode() == Response.OK && cseq < 10_000);
            assertEquals("true", DigestClient.parameter(challenge(answer, "MD5"), "stale").toLowerCase());
        }
    }

    @Test
    void register_sameCredentialsInAnotherRequest_areStale() throws Exception {
        try (RegistrarProcess registrar = start(Transport.UDP);
                JainSipPhone phone = JainSipPhone.connect(Transport.UDP, registrar.port(Transport.UDP))) {
            String challenge = challenge(phone.exchange(request(phone, 1, DESK)), "MD5");
            String credentials = ALICE.answer(challenge, 1);
            for (int expected : new int[] {Response.OK, Response.UNAUTHORIZED}) {
                Request request = request(phone, expected, DESK);
                request.addHeader(phone.header("Authorization", credentials));
                assertEquals(expected, phone.exchange(request).getStatusCode());
            }
        }
    }

    @Test
    void register_sameDatagramAgain_isAnsweredTheSameAndIsNoReplay() throws Exception {
        try (RegistrarProcess registrar = start(Transport.UDP);
                JainSipPhone phone = JainSipPhone.connect(Transport.UDP, registrar.port(Transport.UDP))) {
            Request unauthenticated = request(phone, 1, DESK);
            Response challenged = phone.exchangeAsIs(unauthenticated);
            assertEquals(Response.UNAUTHORIZED, phone.exchangeAsIs(unauthenticated).getStatusCode());

            Request request = request(phone, 2, DESK + ";expires=600");
            request.addHeader(phone.header("Authorization", ALICE.answer(challenge(challenged, "MD5"), 1)));
            Response first = phone.exchangeAsIs(request);
            assertEquals(Response.OK, first.getStatusCode());
            for (int i = 0; i < 3; i++) {
                assertEquals(withoutClock(first), withoutClock(phone.exchangeAsIs(request)));
            }
            assertEquals(tag(first), tag(phone.exchangeAsIs(request)));
        }
    }

    private static Request request(JainSipPhone phone, long cseq, String... contacts) throws Exception {
        Request request = phone.register("alice", "call-alice", cseq);
        for (String contact : contacts) {
            request.addHeader(phone.header("Contact", contact));
        }
        return request;
    }

    /** One nonce, used for one request after the other. */
    private static final class Session {
        private final JainSipPhone phone;
        private final String challenge;
        private int count;

        Session(JainSipPhone phone, String challenge) {
            this.phone = phone;
            this.challenge = challenge;
        }

        Response ok(Request request) throws Exception {
            request.addHeader(phone.header("Authorization", ALICE.answer(challenge, ++count)));
            Response response = phone.exchange(request);
            assertEquals(Response.OK, response.getStatusCode(), response::toString);
            return response;
        }
    }

    private static String challenge(Response response, String algorithm) {
        return headers(response, WWWAuthenticateHeader.NAME).stream()
                .filter(header -> DigestClient.parameter(header, "algorithm").equals(algorithm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no challenge of " + algorithm + " in " + response));
    }

    private static List<String> headers(Message message, String name) {
        List<String> headers = new ArrayList<>();
        for (Iterator<?> each = message.getHeaders(name); each.hasNext(); ) {
            headers.add(each.next().toString().strip());
        }
        return headers;
    }

    /** URI and expires of each Contact. */
    private static List<String> contacts(Response response) {
        List<String> contacts = new ArrayList<>();
        for (Iterator<?> each = response.getHeaders(ContactHeader.NAME); each.hasNext(); ) {
            ContactHeader contact = (ContactHeader) each.next();
            contacts.add(contact.getAddress().getURI() + " " + contact.getExpires());
        }
        return contacts;
    }

    private static String withoutClock(Response response) {
        return response.toString().replaceAll("Date: .*", "").replaceAll("expires=\\d+", "");
    }

    private static String tag(Response response) {
        return ((ToHeader) response.getHeader(ToHeader.NAME)).getTag();
    }
}
