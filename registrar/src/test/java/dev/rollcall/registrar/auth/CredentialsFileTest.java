package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsFileTest {
    private static final String ALICE_AOR = "sip:alice@example.com";
    private static final DigestClient ALICE = new DigestClient("alice", "wonderland");
    private static final String TEXT = "alice:example.com:wonderland";
    private static final String MD5 = DigestClient.hash("MD5", TEXT);
    private static final String SHA_256 = DigestClient.hash("SHA-256", TEXT);

    @TempDir
    private Path folder;

    private final QueuedFlow flow = new QueuedFlow();

    @Test
    void names_ofTheFile_areThoseOfUserAndDomainOrOfTheOneRealm() throws IOException {
        CredentialsFile users = read("alice:example.com:" + MD5 + "\nbob@example.org:all:" + MD5 + "\ncarol:all:" + MD5);
        assertTrue(users.names(Optional.empty()).test("alice", "example.com"));
        assertFalse(users.names(Optional.empty()).test("alice", "example.org"));
        assertFalse(users.names(Optional.empty()).test("bob", "example.org"));
        assertTrue(users.names(Optional.of("all")).test("bob", "example.org"));
        assertTrue(users.names(Optional.of("all")).test("carol", "anywhere.example"));
        assertFalse(users.names(Optional.of("all")).test("alice", "example.com"));
    }

    @Test
    void read_linesOfBothAlgorithms_userRegistersWithEach() throws IOException {
        DigestAuthenticator authenticator = authenticator("# our users\n\nalice:example.com:" + MD5
                + "\r\nalice:example.com:" + SHA_256.toUpperCase(Locale.ROOT) + "\n");
        for (int i = 0; i < 2; i++) {
            String challenge = challenges(judge(authenticator)).get(i);
            assertEquals(
                    new Verdict.Granted(), judge(authenticator, ALICE.answer(challenge, 1)));
        }
        assertEquals(2, challenges(judge(authenticator)).size());
    }

    @Test
    void read_htdigestFile_offersMd5AndRefusesInPlace() throws IOException {
        DigestAuthenticator authenticator = authenticator("alice:example.com:" + MD5 + "\n");
        List<String> challenges = challenges(judge(authenticator));
        assertEquals(1, challenges.size());
        assertEquals("MD5", DigestClient.parameter(challenges.get(0), "algorithm"));
        for (String name : List.of("alice", "nobody")) {
            challenges(inPlace(authenticator, new DigestClient(name, "wrong").answer(challenges.get(0), 1)));
        }
        assertInstanceOf(
                Verdict.Granted.class, inPlace(authenticator, ALICE.answer(challenges.get(0), 1)));
        assertInstanceOf(
                Verdict.Forbidden.class,
                new ReceivedRegister("sip:bob@example.com", "sip:bob@example.com", ALICE.answer(challenges.get(0), 2))
                        .judgedBy(authenticator, flow));
    }

    @Test
    void read_userOfAnotherRealm_isAnother() throws IOException {
        DigestAuthenticator authenticator = authenticator("alice:elsewhere.example:" + MD5 + "\n");
        String challenge = challenges(judge(authenticator)).get(0);
        challenges(judge(authenticator, ALICE.answer(challenge, 1)));
    }

    @Test
    void algorithms_someUsersWithoutOne_onlyTheOtherIsOffered() throws IOException {
        String bob = DigestClient.hash("SHA-256", "bob:example.com:builder");
        CredentialsFile file = read("alice:example.com:" + MD5 + "\nalice:example.com:" + SHA_256
                + "\nbob:example.com:" + bob + "\n");
        assertEquals(List.of(DigestAlgorithm.SHA_256), file.algorithms(true));
        assertThrows(IOException.class, () -> file.algorithms(false));
        CredentialsFile mixed = read("alice:example.com:" + MD5 + "\nbob:example.com:" + bob + "\n");
        assertThrows(IOException.class, () -> mixed.algorithms(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice                   | not user:realm:digest",
                "alice:secretsecret      | not user:realm:digest",
                ":example.com:MD5        | not user:realm:digest",
                "alice::MD5              | not user:realm:digest",
                "alice:example.com:      | the digest is neither 32 hex digits, for MD5, nor 64, for SHA-256",
                "alice:example.com:topsecret | the digest is neither 32 hex digits, for MD5, nor 64, for SHA-256",
                "alice:example.com:0MD5  | the digest is neither 32 hex digits, for MD5, nor 64, for SHA-256",
                "al\u0001ice:example.com:MD5 | a control character",
                "carol:example.com:MD5   | another MD5 digest for the user and realm of an earlier line"
            })
    void read_malformedLine_wholeFileRefusedWithItsNumberAndNothingOfIt(String line, String problem) {
        String text = "carol:example.com:" + MD5 + "\n#\n" + line.replace("MD5", MD5) + "\n";
        String message = assertThrows(IOException.class, () -> read(text)).getMessage();
        assertEquals("credentials file " + folder.resolve("users") + " is refused: line 3: " + problem, message);
    }

    @Test
    void read_manyMalformedLines_firstTenAndACount() {
        String message = assertThrows(IOException.class, () -> read("x\n".repeat(25))).getMessage();
        assertTrue(message.contains("; line 10: not user:realm:digest; 15 more"), message);
        assertFalse(message.contains("line 11"), message);
    }

    @Test
    void read_missingEmptyOrOtherEncoding_refused() throws IOException {
        Path file = folder.resolve("users");
        assertThrows(IOException.class, () -> CredentialsFile.read(file));
        String empty = assertThrows(IOException.class, () -> read("# nobody\n")).getMessage();
        assertTrue(empty.endsWith("it holds no user"), empty);
        Files.write(file, ("jürgen:example.com:" + MD5).getBytes(StandardCharsets.ISO_8859_1));
        String latin = assertThrows(IOException.class, () -> CredentialsFile.read(file)).getMessage();
        assertTrue(latin.endsWith("it is not UTF-8"), latin);
    }

    private DigestAuthenticator authenticator(String text) throws IOException {
        AuthSettings settings = new AuthSettings(
                Optional.empty(), "", "", "", "", "", false, true, true, Duration.ofSeconds(30), Duration.ZERO,
                AorPolicy.DEFAULT, IdentityMatch.TO_AND_FROM);
        return DigestAuthenticator.of(read(text), settings);
    }

    private CredentialsFile read(String text) throws IOException {
        return CredentialsFile.read(Files.writeString(folder.resolve("users"), text));
    }

    private Verdict judge(DigestAuthenticator authenticator, String... authorizations) {
        return new ReceivedRegister(ALICE_AOR, ALICE_AOR, authorizations).judgedBy(authenticator, flow);
    }

    private Verdict inPlace(DigestAuthenticator authenticator, String authorization) {
        Verdict verdict = new ReceivedRegister(ALICE_AOR, ALICE_AOR, authorization).start(authenticator, flow).get();
        assertTrue(verdict != null, "no verdict in place");
        return verdict;
    }

    private static List<String> challenges(Verdict verdict) {
        return DigestClient.challenges(verdict);
    }
}
