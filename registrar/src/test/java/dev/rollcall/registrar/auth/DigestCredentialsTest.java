package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.octets.Octets;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestCredentialsTest {
    /** RFC 7616 3.9.1. */
    private static final String PUBLISHED_MD5 = "8ca523f5e9506fed4657c9700eebdbec";

    private static final String PUBLISHED_SHA_256 = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";

    /** One for all: what it keeps of one response must not show in the next. */
    private final ResponseHash hash = new ResponseHash();

    @Test
    void isProven_publishedExample_trueForBothAlgorithms() {
        String md5 = ha1(DigestAlgorithm.MD5);
        String sha256 = ha1(DigestAlgorithm.SHA_256);
        assertTrue(isProven(published(PUBLISHED_MD5), DigestAlgorithm.MD5, md5, "GET"));
        assertTrue(isProven(published(PUBLISHED_SHA_256), DigestAlgorithm.SHA_256, sha256, "GET"));
    }

    @Test
    void isProven_upperCaseResponse_true() {
        DigestCredentials credentials = published(PUBLISHED_MD5.toUpperCase(Locale.ROOT));
        assertTrue(isProven(credentials, DigestAlgorithm.MD5, ha1(DigestAlgorithm.MD5), "GET"));
    }

    @Test
    void isProven_oneDigitChanged_false() {
        for (int i = 0; i < PUBLISHED_MD5.length(); i++) {
            char changed = PUBLISHED_MD5.charAt(i) == '0' ? '1' : '0';
            String response = PUBLISHED_MD5.substring(0, i) + changed + PUBLISHED_MD5.substring(i + 1);
            assertFalse(isProven(published(response), DigestAlgorithm.MD5, ha1(DigestAlgorithm.MD5), "GET"));
        }
    }

    @Test
    void isProven_otherMethodOrPassword_false() {
        assertFalse(isProven(published(PUBLISHED_MD5), DigestAlgorithm.MD5, ha1(DigestAlgorithm.MD5), "POST"));
        String wrong = DigestAlgorithm.MD5.hash("Mufasa", "http-auth@example.org", "Circle of life");
        assertFalse(isProven(published(PUBLISHED_MD5), DigestAlgorithm.MD5, wrong, "GET"));
    }

    /** RFC 2617 3.5. */
    @Test
    void isProven_olderPublishedExample_true() {
        DigestCredentials credentials = credentials(
                "testrealm@host.com",
                "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                "6629fae49393a05397450978507c4ef1",
                "0a4f113b");
        String ha1 = DigestAlgorithm.MD5.hash("Mufasa", "testrealm@host.com", "Circle Of Life");
        assertTrue(isProven(credentials, DigestAlgorithm.MD5, ha1, "GET"));
    }

    @Test
    void isProven_longestValues_true() {
        String name = "x".repeat(AuthorizationParser.MAX_VALUE_BYTES);
        String ha1 = ha1(DigestAlgorithm.SHA_256);
        String ha2 = DigestAlgorithm.SHA_256.hash("REGISTER", "/dir/index.html");
        String response = DigestAlgorithm.SHA_256.hash(ha1, name, "00000001", name, "auth", ha2);
        assertTrue(isProven(credentials("r", name, response, name), DigestAlgorithm.SHA_256, ha1, "REGISTER"));
    }

    @Test
    void count_hexDigits_number() {
        assertEquals(1, published(PUBLISHED_MD5).count());
    }

    @Test
    void hash_nonAscii_hashesUtf8() {
        // printf 'J\xc3\xa4s\xc3\xb8n Doe' | md5sum
        assertEquals("630b348bc2a329a0d504207b40c2c706", DigestAlgorithm.MD5.hash("Jäsøn Doe"));
    }

    private static String ha1(DigestAlgorithm algorithm) {
        return algorithm.hash("Mufasa", "http-auth@example.org", "Circle of Life");
    }

    private static DigestCredentials published(String response) {
        return credentials(
                "http-auth@example.org",
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                response,
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    }

    private static DigestCredentials credentials(String realm, String nonce, String response, String cnonce) {
        return new DigestCredentials(
                Octets.of("Mufasa"),
                Octets.of(realm),
                Octets.of(nonce),
                Octets.of("/dir/index.html"),
                Octets.of(response),
                Optional.empty(),
                Octets.of("auth"),
                Octets.of(cnonce),
                Octets.of("00000001"));
    }

    private boolean isProven(DigestCredentials credentials, DigestAlgorithm algorithm, String ha1, String method) {
        return hash.isProven(credentials, algorithm, HexDigits.read(Octets.of(ha1)), Octets.of(method));
    }
}
