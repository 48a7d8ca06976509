package dev.rollcall.bench.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers challenges (RFC 7616 3.4). Reuses what hashes; NOT thread-safe. */
final class Authorization {
    private static final String NONCE_COUNT = "00000001";
    private static final String CNONCE = "0a4f113b";

    private final DigestPolicy policy;
    private final String uri;
    private final String ha2;
    private final MessageDigest digest;

    Authorization(DigestPolicy policy, String uri) {
        this.policy = policy;
        this.uri = uri;
        try {
            digest = MessageDigest.getInstance(policy.algorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        ha2 = hash("REGISTER:" + uri);
    }

    String algorithm() {
        return policy.algorithm();
    }

    /** The header that answers a challenge, with its CRLF. */
    String header(Challenge challenge, String user) {
        String ha1 = hash(user + ':' + challenge.realm() + ':' + policy.passwordOf(user));
        String middle = challenge.qop() ? ':' + NONCE_COUNT + ':' + CNONCE + ":auth:" : ":";
        String response = hash(ha1 + ':' + challenge.nonce() + middle + ha2);
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + challenge.realm()
                + "\", nonce=\"" + challenge.nonce() + "\", uri=\"" + uri + "\", response=\"" + response
                + "\", algorithm=" + policy.algorithm()
                + (challenge.opaque().isEmpty() ? "" : ", opaque=\"" + challenge.opaque() + '"')
                + (challenge.qop() ? ", qop=auth, nc=" + NONCE_COUNT + ", cnonce=\"" + CNONCE + '"' : "")
                + "\r\n";
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
