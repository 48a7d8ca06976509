package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    private static final String TWO = "SIP/2.0 401 Unauthorized\r\n"
            + "WWW-Authenticate: Digest realm=\"a.example\", nonce=\"n256\", algorithm=SHA-256, qop=\"auth\"\r\n"
            + "WWW-Authenticate: Digest realm=\"a.example\", nonce=\"n5\", opaque=\"o\", algorithm=MD5\r\n\r\n";

    @Test
    void find_severalOffered_thatOfTheAlgorithm() {
        assertEquals(Optional.of(new Challenge("a.example", "n256", "", true)), find(TWO, "SHA-256"));
        assertEquals(Optional.of(new Challenge("a.example", "n5", "o", false)), find(TWO, "MD5"));
    }

    /** RFC 7616 3.3: without a word it is MD5. */
    @Test
    void find_noAlgorithmNamed_md5() {
        String one = "SIP/2.0 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n\r\n";
        assertEquals(Optional.of(new Challenge("r", "n", "", true)), find(one, "MD5"));
        assertEquals(Optional.empty(), find(one, "SHA-256"));
    }

    @Test
    void find_noChallenge_nothing() {
        assertEquals(Optional.empty(), find("SIP/2.0 401 No\r\nWWW-Authenticate: Basic realm=\"r\"\r\n\r\n", "MD5"));
    }

    private static Optional<Challenge> find(String answer, String algorithm) {
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        return Challenge.find(bytes, 0, bytes.length, algorithm);
    }
}
