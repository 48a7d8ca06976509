package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigestCredentialsTest {
    /** RFC 7616 3.9.1. */
    private static final String PUBLISHED_MD5 = "8ca523f5e9506fed4657c9700eebdbec";

    private static final String PUBLISHED_SHA_256 = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";

    @Test
    void isProvenBy_publishedExample_trueForBothAlgorithms() {
        String md5 = ha1(DigestAlgorithm.MD5);
        String sha256 = ha1(DigestAlgorithm.SHA_256);
        assertTrue(published(PUBLISHED_MD5).isProvenBy(DigestAlgorithm.MD5, md5, "GET"));
        assertTrue(published(PUBLISHED_SHA_256).isProvenBy(DigestAlgorithm.SHA_256, sha256, "GET"));
    }

    @Test
    void isProvenBy_upperCaseResponse_true() {
        DigestCredentials credentials = published(PUBLISHED_MD5.toUpperCase(Locale.ROOT));
        assertTrue(credentials.isProvenBy(DigestAlgorithm.MD5, ha1(DigestAlgorithm.MD5), "GET"));
    }

    @Test
    void isProvenBy_oneDigitChanged_false() {
        for (int i = 0; i < PUBLISHED_MD5.length(); i++) {
            char changed = PUBLISHED_MD5.charAt(i) == '0' ? '1' : '0';
            String response = PUBLISHED_MD5.substring(0, i) + changed + PUBLISHED_MD5.substring(i + 1);
            assertFalse(published(response).isProvenBy(DigestAlgorithm.MD5, ha1(DigestAlgorithm.MD5), "GET"));
        }
    }

    @Test
    void isProvenBy_otherMethodOrPassword_false() {
        assertFalse(published(PUBLISHED_MD5).isProvenBy(DigestAlgorithm.MD5, ha1(DigestAlgorithm.MD5), "POST"));
        String wrong = DigestAlgorithm.MD5.hash("Mufasa", "http-auth@example.org", "Circle of life");
        assertFalse(published(PUBLISHED_MD5).isProvenBy(DigestAlgorithm.MD5, wrong, "GET"));
    }

    /** RFC 2617 3.5. */
    @Test
    void isProvenBy_olderPublishedExample_true() {
        DigestCredentials credentials = new DigestCredentials(
                "Mufasa",
                "testrealm@host.com",
                "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                "/dir/index.html",
                "6629fae49393a05397450978507c4ef1",
                "MD5",
                "auth",
                "0a4f113b",
                "00000001");
        String ha1 = DigestAlgorithm.MD5.hash("Mufasa", "testrealm@host.com", "Circle Of Life");
        assertTrue(credentials.isProvenBy(DigestAlgorithm.MD5, ha1, "GET"));
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
        return new DigestCredentials(
                "Mufasa",
                "http-auth@example.org",
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                "/dir/index.html",
                response,
                "MD5",
                "auth",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                "00000001");
    }
}
