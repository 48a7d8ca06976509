package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the bytes of a REGISTER to the row of its sender and back. */
class SubscriberRegistrationTest {
    private static final String DATABASES = "dev.rollcall.testing.TestDatabase#all";
    private static final DigestClient ALICE = new DigestClient("alice", "wonderland");
    private static final Verdict GRANTED = new Verdict.Granted();

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

    /** A guard that no machine can be too slow for: what authentication costs the database. */
    @Test
    void authenticate_statements_oneForAMissNoneForAHit() throws SQLException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.MYSQL)) {
            createTable(database);
            insert(database, "wonderland", "", "");
            // One connection each, so that none is opened meanwhile with statements of its own.
            try (Database open = Database.open(database.url(), Database.Access.READ_WRITE, 1);
                    DigestAuthenticator authenticator = DigestAuthenticator.open(open, settings(true));
                    Connection watcher = database.connect()) {
                String to = "sip:alice@example.com";
                int before = selects(watcher);
                String challenge = challenges(register(authenticator, to)).get(1);
                assertEquals(before, selects(watcher), "a challenge");
                assertEquals(GRANTED, register(authenticator, to, ALICE.answer(challenge, 1)));
                assertEquals(before + 1, selects(watcher), "a user who is not known");
                for (int count = 2; count <= 10; count++) {
                    assertEquals(GRANTED, register(authenticator, to, ALICE.answer(challenge, count)));
                }
                assertEquals(before + 1, selects(watcher), "a user who is known");
                challenges(register(authenticator, to, new DigestClient("alice", "wrong").answer(challenge, 11)));
                assertEquals(before + 2, selects(watcher), "a wrong password");
            }
        }
    }

    private static int selects(Connection watcher) throws SQLException {
        try (Statement statement = watcher.createStatement();
                ResultSet status = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
            status.next();
            return status.getInt(2);
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
        DigestAuthenticator authenticator = DigestAuthenticator.of(
                settings(true), new MemoryStore(), System::nanoTime);
        try (authenticator) {
            Verdict expected = new Verdict.Malformed("From or To is no SIP URI");
            assertEquals(expected, register(authenticator, "tel:+15551234"));
            assertEquals(expected, register(authenticator, "sip:%00@example.com"));
        }
    }

    private Verdict register(DigestAuthenticator authenticator, String to, String... authorizations) {
        String[] folded = Arrays.stream(authorizations)
                .map(value -> value.replace(", ", ",\r\n "))
                .toArray(String[]::new);
        return new ReceivedRegister(to, to, folded).judgedBy(authenticator, flow);
    }

    private static List<String> challenges(Verdict verdict) {
        return DigestClient.challenges(verdict);
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
                Duration.ofSeconds(60),
                policy, IdentityMatch.TO_AND_FROM);
    }

    private static void createTable(TestDatabase database) {
        Subscribers.create(database);
    }

    private static void insert(TestDatabase database, String password, String md5, String sha256) {
        Subscribers.insert(database, "alice", "example.com", password, md5, sha256);
    }
}
