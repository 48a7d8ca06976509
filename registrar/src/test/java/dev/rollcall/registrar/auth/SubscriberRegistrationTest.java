package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the bytes of a REGISTER to the row of its sender and back. */
class SubscriberRegistrationTest {
    private static final String DATABASES = "dev.rollcall.testing.TestDatabase#all";
    private static final DigestClient ALICE = new DigestClient("alice", "wonderland");
    private static final Verdict GRANTED = new Verdict.Granted("alice", "example.com");

    private final QueuedFlow flow = new QueuedFlow();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void authenticate_plainPasswordOfDomain_granted(TestDatabase database) {
        createTable(database);
        insert(database, "wonderland", "", "");
        try (Database open = database.open(Database.Access.READ_WRITE);
                DigestAuthenticator authenticator = DigestAuthenticator.open(open, settings(true))) {
            for (int i = 0; i < 2; i++) {
                String challenge = challenges(register(authenticator, "sip:alice@Example.com")).get(i);
                String wrong = new DigestClient("alice", "wrong").answer(challenge, 1);
                challenges(register(authenticator, "sip:alice@Example.com", wrong));
                assertEquals(GRANTED, register(authenticator, "sip:alice@Example.com", ALICE.answer(challenge, 1)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void authenticate_hashes_granted(TestDatabase database) {
        createTable(database);
        String text = "alice:example.com:wonderland";
        insert(database, "", DigestClient.hash("MD5", text), DigestClient.hash("SHA-256", text));
        try (Database open = database.open(Database.Access.READ_WRITE);
                DigestAuthenticator authenticator = DigestAuthenticator.open(open, settings(false))) {
            for (int i = 0; i < 2; i++) {
                String challenge = challenges(register(authenticator, "sip:alice@example.com")).get(i);
                assertEquals(GRANTED, register(authenticator, "sip:alice@example.com", ALICE.answer(challenge, 1)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void authenticate_tableGoneAndBack_unavailableMeanwhile(TestDatabase database) {
        createTable(database);
        insert(database, "wonderland", "", "");
        try (Database open = database.open(Database.Access.READ_WRITE);
                DigestAuthenticator authenticator = DigestAuthenticator.open(open, settings(true))) {
            String challenge = challenges(register(authenticator, "sip:alice@example.com")).get(0);
            String answer = ALICE.answer(challenge, 1);
            database.execute("DROP TABLE subscriber");
            assertInstanceOf(Verdict.Unavailable.class, register(authenticator, "sip:alice@example.com", answer));
            createTable(database);
            insert(database, "wonderland", "", "");
            assertEquals(GRANTED, register(authenticator, "sip:alice@example.com", answer));
        }
    }

    @Test
    void authenticate_realmPrefixAndFoldedCase_comparedAsInAors() throws SQLException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            createTable(database);
            insert(database, "wonderland", "", "");
            AorPolicy policy = new AorPolicy(true, false, "sip.");
            try (Database open = database.open(Database.Access.READ_WRITE);
                    DigestAuthenticator authenticator = DigestAuthenticator.open(open, settings(true, policy))) {
                String to = "sip:%41lice@sip.example.com";
                String challenge = challenges(register(authenticator, to)).get(0);
                assertEquals(GRANTED, register(authenticator, to, ALICE.answer(challenge, 1)));
                assertInstanceOf(
                        Verdict.Forbidden.class,
                        register(authenticator, "sip:bob@sip.example.com", ALICE.answer(challenge, 2)));
            }
        }
    }

    @Test
    void authenticate_toThatIsNoSipUri_malformed() {
        DigestAuthenticator authenticator = new DigestAuthenticator(
                settings(true), new MemoryStore(), System::nanoTime);
        try (authenticator) {
            Verdict expected = new Verdict.Malformed("Request-URI, From or To is no SIP URI");
            assertEquals(expected, register(authenticator, "tel:+15551234"));
            assertEquals(expected, register(authenticator, "sip:%00@example.com"));
        }
    }

    /** Sends a REGISTER for a To URI through the parser and waits for the verdict. */
    private Verdict register(DigestAuthenticator authenticator, String to, String... authorizations) {
        StringBuilder message = new StringBuilder("REGISTER sip:example.com SIP/2.0\r\n")
                .append("Via: SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK776asdhds\r\n")
                .append("Max-Forwards: 70\r\nFrom: <").append(to).append(">;tag=1928301774\r\nTo: <").append(to)
                .append(">\r\nCall-ID: a84b4c76e66710\r\nCSeq: 1 REGISTER\r\n");
        for (String authorization : authorizations) {
            message.append("Authorization: ").append(authorization.replace(", ", ",\r\n ")).append("\r\n");
        }
        byte[] bytes = message.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);

        AtomicReference<Verdict> verdict = new AtomicReference<>();
        SipParser parser = new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
        RequestDispatcher dispatcher = new RequestDispatcher(
                parser,
                new Responses("Rollcall"),
                (request, from) -> authenticator.authenticate(request, from, verdict::set),
                Set.of(),
                System::nanoTime);
        dispatcher.received(bytes, 0, bytes.length, flow);
        // The request was valid only until now.
        Arrays.fill(bytes, (byte) 0);
        if (verdict.get() == null) {
            flow.runNext();
        }
        assertNotNull(verdict.get(), "no verdict");
        return verdict.get();
    }

    private static List<String> challenges(Verdict verdict) {
        return assertInstanceOf(Verdict.Challenge.class, verdict).wwwAuthenticate();
    }

    private static AuthSettings settings(boolean calculateHa1) {
        return settings(calculateHa1, AorPolicy.DEFAULT);
    }

    private static AuthSettings settings(boolean calculateHa1, AorPolicy policy) {
        return new AuthSettings(
                Optional.empty(),
                "subscriber",
                "username",
                "domain",
                AuthSettings.defaultPasswordColumn(calculateHa1),
                "ha1_sha256",
                calculateHa1,
                true,
                true,
                Duration.ofSeconds(30),
                policy);
    }

    private static void createTable(TestDatabase database) {
        Subscribers.create(database);
    }

    private static void insert(TestDatabase database, String password, String md5, String sha256) {
        Subscribers.insert(database, "alice", "example.com", password, md5, sha256);
    }
}
