package dev.rollcall.registrar.auth;

import java.util.ArrayList;
import java.util.List;

/** Writes challenges; thread-safe. */
final class Challenger {
    private final Nonces nonces;
    private final CredentialStore store;

    Challenger(Nonces nonces, CredentialStore store) {
        this.nonces = nonces;
        this.store = store;
    }

    /**
     * A challenge with a new nonce, one header an algorithm.
     *
     * @param realm without '"' and '\'
     * @param stale whether to say that only the nonce was wrong, so that the client need not ask for a password again
     */
    Verdict.Challenge challenge(String realm, boolean stale) {
        String nonce = nonces.issue();
        List<String> headers = new ArrayList<>();
        for (DigestAlgorithm algorithm : store.algorithms()) {
            headers.add("Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm="
                    + algorithm.token() + (stale ? ", stale=true" : ""));
        }
        return new Verdict.Challenge(headers);
    }
}
