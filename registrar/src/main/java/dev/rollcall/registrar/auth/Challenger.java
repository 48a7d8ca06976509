package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.util.List;

/** Writes challenges; thread-safe. */
final class Challenger {
    private static final Octets BEFORE_REALM = Octets.of("WWW-Authenticate: Digest realm=\"");
    private static final Octets BEFORE_NONCE = Octets.of("\", nonce=\"");
    private static final Octets BEFORE_ALGORITHM = Octets.of("\", qop=\"auth\", algorithm=");
    private static final Octets STALE = Octets.of(", stale=true");
    private static final Octets END = Octets.of("\r\n");

    /** Why a request is challenged. */
    enum Cause {
        /** It has no credentials for us. */
        NONE_GIVEN,
        /** Its credentials answer a nonce that is not ours any more. */
        STALE,
        /** Its credentials are wrong. */
        IN_VAIN
    }

    private final Nonces nonces;

    Challenger(Nonces nonces) {
        this.nonces = nonces;
    }

    /**
     * A challenge with a new nonce, one header an algorithm.
     *
     * @param realm without '"' and '\' and line breaks
     * @param cause {@link Cause#STALE} says that only the nonce was wrong, so that the client need not ask for a password
     *     again; the others look alike
     */
    Verdict.Challenge challenge(Octets realm, List<DigestAlgorithm> algorithms, Cause cause) {
        byte[] headers = new byte[algorithms.size() * maxLength(realm)];
        int nonce = 0;
        int at = 0;
        for (int i = 0; i < algorithms.size(); i++) {
            at = realm.copyTo(headers, BEFORE_REALM.copyTo(headers, at));
            at = BEFORE_NONCE.copyTo(headers, at);
            if (i == 0) {
                nonce = at;
                at = nonces.issue(headers, at);
            } else {
                System.arraycopy(headers, nonce, headers, at, Nonces.LENGTH);
                at += Nonces.LENGTH;
            }
            at = algorithms.get(i).tokenOctets().copyTo(headers, BEFORE_ALGORITHM.copyTo(headers, at));
            at = END.copyTo(headers, cause == Cause.STALE ? STALE.copyTo(headers, at) : at);
        }
        return new Verdict.Challenge(Octets.of(headers, 0, at), cause == Cause.IN_VAIN);
    }

    private static int maxLength(Octets realm) {
        return BEFORE_REALM.length() + realm.length() + BEFORE_NONCE.length() + Nonces.LENGTH
                + BEFORE_ALGORITHM.length() + DigestAlgorithm.MAX_TOKEN_LENGTH + STALE.length() + END.length();
    }
}
