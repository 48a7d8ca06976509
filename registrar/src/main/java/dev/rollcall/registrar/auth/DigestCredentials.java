package dev.rollcall.registrar.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Digest credentials as received; well-formed, nothing proven yet.
 *
 * @param username with the domain if the client sends {@code user@domain}
 * @param realm the realm that they answer
 * @param nonce the nonce that they answer
 * @param uri the digest-uri, byte for byte
 * @param response the proof: as many hex digits as the algorithm has
 * @param algorithm the algorithm's token; MD5 where the client names none (RFC 7616 3.3)
 * @param qop the quality of protection; empty for RFC 2069 credentials, then without cnonce and nc
 * @param cnonce the client's nonce
 * @param nonceCount the 8 hex digits of nc
 */
record DigestCredentials(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        String algorithm,
        String qop,
        String cnonce,
        String nonceCount)
        implements Authorization {

    /** OpenSIPS: the user name up to the first '@'. */
    String user() {
        int at = username.indexOf('@');
        return at < 0 ? username : username.substring(0, at);
    }

    /** Whether the client sends {@code user@domain}. */
    boolean hasDomain() {
        return username.indexOf('@') >= 0;
    }

    /** OpenSIPS: the domain in the user name, else the realm; lower-cased. */
    String domain() {
        String domain = hasDomain() ? username.substring(username.indexOf('@') + 1) : realm;
        return domain.toLowerCase(Locale.ROOT);
    }

    /** Which use of the nonce this is. */
    long count() {
        return Long.parseLong(nonceCount, 16);
    }

    /**
     * Whether the response proves knowledge of the secret (RFC 7616 3.4.1 with qop=auth); takes the same time for every
     * wrong response.
     *
     * @param ha1 the secret's hash
     */
    boolean isProvenBy(DigestAlgorithm algorithm, String ha1, String method) {
        String ha2 = algorithm.hash(method, uri);
        String expected = algorithm.hash(ha1, nonce, nonceCount, cnonce, qop, ha2);
        return MessageDigest.isEqual(bytes(expected), bytes(response.toLowerCase(Locale.ROOT)));
    }

    private static byte[] bytes(String hex) {
        return hex.getBytes(StandardCharsets.US_ASCII);
    }
}
