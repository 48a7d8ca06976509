package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes which response is right (RFC 7616 3.4.1 with qop=auth), in arrays that it keeps from one request to the
 * next. NOT thread-safe; one for each thread.
 */
final class ResponseHash {
    /** No hash is longer. */
    static final int MAX_HASH_BYTES = DigestAlgorithm.SHA_256.bytes();

    private static final DigestAlgorithm[] ALGORITHMS = DigestAlgorithm.values();

    private final MessageDigest[] digests = new MessageDigest[ALGORITHMS.length];
    private final byte[] hash = new byte[MAX_HASH_BYTES];
    private byte[] text = new byte[1024];

    /** The last HA2 with what it is the hash of: a domain's phones all register at one URI. */
    private final byte[] ha2 = new byte[2 * MAX_HASH_BYTES];
    private DigestAlgorithm ha2Algorithm;
    private Octets ha2Method = Octets.EMPTY;
    private Octets ha2Uri = Octets.EMPTY;

    ResponseHash() {
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            digests[algorithm.ordinal()] = algorithm.digest();
        }
    }

    /**
     * Whether a response proves knowledge of a secret; takes the same time for every wrong response.
     *
     * @param ha1 the secret's hash, not in hex; may be longer
     */
    boolean isProven(DigestCredentials credentials, DigestAlgorithm algorithm, byte[] ha1, Octets method) {
        computeHa2(algorithm, method, credentials.uri());
        room(2 * algorithm.hexDigits() + credentials.nonce().length() + credentials.nonceCount().length()
                + credentials.cnonce().length() + credentials.qop().length() + 5);
        int at = HexDigits.write(ha1, algorithm.bytes(), text, 0);
        at = append(credentials.nonce(), at);
        at = append(credentials.nonceCount(), at);
        at = append(credentials.cnonce(), at);
        at = append(credentials.qop(), at);
        text[at++] = ':';
        System.arraycopy(ha2, 0, text, at, algorithm.hexDigits());
        compute(algorithm, at + algorithm.hexDigits());
        int difference = 0;
        for (int i = 0; i < algorithm.bytes(); i++) {
            difference |= hash[i] & 0xff ^ HexDigits.byteAt(credentials.response(), i);
        }
        return difference == 0;
    }

    private void computeHa2(DigestAlgorithm algorithm, Octets method, Octets uri) {
        if (algorithm == ha2Algorithm && method.equals(ha2Method) && uri.equals(ha2Uri)) {
            return;
        }
        room(method.length() + 1 + uri.length());
        compute(algorithm, append(uri, method.copyTo(text, 0)));
        HexDigits.write(hash, algorithm.bytes(), ha2, 0);
        ha2Algorithm = algorithm;
        ha2Method = method.retained();
        ha2Uri = uri.retained();
    }

    private int append(Octets part, int at) {
        text[at] = ':';
        return part.copyTo(text, at + 1);
    }

    private void compute(DigestAlgorithm algorithm, int length) {
        MessageDigest digest = digests[algorithm.ordinal()];
        digest.update(text, 0, length);
        try {
            digest.digest(hash, 0, algorithm.bytes());
        } catch (DigestException e) {
            throw new IllegalStateException("a hash fits " + hash.length + " bytes", e);
        }
    }

    private void room(int needed) {
        if (needed > text.length) {
            text = Arrays.copyOf(text, needed);
        }
    }
}
