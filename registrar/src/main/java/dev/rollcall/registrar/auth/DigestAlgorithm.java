package dev.rollcall.registrar.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of challenges and answers, the best first (RFC 8760 2.3). */
enum DigestAlgorithm {
    /** RFC 8760 2.1. */
    SHA_256("SHA-256", 64),
    /** RFC 3261 22.4; what an answer without the algorithm parameter means. */
    MD5("MD5", 32);

    private final String token;
    private final int hexDigits;

    DigestAlgorithm(String token, int hexDigits) {
        this.token = token;
        this.hexDigits = hexDigits;
    }

    /** The algorithm of a token in any case; nothing for one that we never offer, such as {@code MD5-sess}. */
    static Optional<DigestAlgorithm> of(String token) {
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The name on the wire, which is also Java's. */
    String token() {
        return token;
    }

    /** How many hex digits a hash has. */
    int hexDigits() {
        return hexDigits;
    }

    /** The hash of the parts joined by colons, in lower-case hex (RFC 7616 3.4.1). */
    String hash(String... parts) {
        try {
            byte[] text = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(token).digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + token, e);
        }
    }
}
