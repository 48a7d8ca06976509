package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of challenges and answers, the best first (RFC 8760 2.3). */
enum DigestAlgorithm {
    /** RFC 8760 2.1. */
    SHA_256("SHA-256", 32),
    /** RFC 3261 22.4; what an answer without the algorithm parameter means. */
    MD5("MD5", 16);

    static final int MAX_TOKEN_LENGTH = 7;

    private static final DigestAlgorithm[] ALL = values();

    private final String token;
    private final Octets tokenOctets;
    private final int bytes;
    /** Itself, made once. */
    private final Optional<DigestAlgorithm> found;

    DigestAlgorithm(String token, int bytes) {
        this.token = token;
        this.tokenOctets = Octets.of(token);
        this.bytes = bytes;
        this.found = Optional.of(this);
    }

    /** The algorithm of a token in any case; nothing for one that we never offer, such as {@code MD5-sess}. */
    static Optional<DigestAlgorithm> of(Octets token) {
        for (DigestAlgorithm algorithm : ALL) {
            if (AsciiText.equalsIgnoreCase(token, algorithm.token)) {
                return algorithm.found;
            }
        }
        return Optional.empty();
    }

    /** The name on the wire, which is also Java's; at most {@link #MAX_TOKEN_LENGTH} long. */
    String token() {
        return token;
    }

    /** The name's bytes. */
    Octets tokenOctets() {
        return tokenOctets;
    }

    /** How many bytes a hash has. */
    int bytes() {
        return bytes;
    }

    /** How many hex digits a hash has. */
    int hexDigits() {
        return 2 * bytes;
    }

    /** The hash of the parts joined by colons, in lower-case hex (RFC 7616 3.4.1). */
    String hash(String... parts) {
        byte[] text = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(digest().digest(text));
    }

    /** What computes it; the caller's own. */
    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(token);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + token, e);
        }
    }
}
