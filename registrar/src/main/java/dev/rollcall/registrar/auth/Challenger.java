package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/** Writes challenges; thread-safe. */
final class Challenger {
    private final Nonces nonces;

    Challenger(Nonces nonces) {
        this.nonces = nonces;
    }

    /**
     * A challenge with a new nonce, one header an algorithm.
     *
     * @param realm without '"' and '\'
     * @param stale whether to say that only the nonce was wrong, so that the client need not ask for a password again
     */
    Verdict.Challenge challenge(Octets realm, List<DigestAlgorithm> algorithms, boolean stale) {
        String nonce = nonces.issue().toString();
        List<String> headers = new ArrayList<>(algorithms.size());
        for (DigestAlgorithm algorithm : algorithms) {
            headers.add("Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm="
                    + algorithm.token() + (stale ? ", stale=true" : ""));
        }
        return new Verdict.Challenge(headers);
    }
}
