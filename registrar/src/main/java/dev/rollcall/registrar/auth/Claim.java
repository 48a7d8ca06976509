package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;

/**
 * Credentials that answer a challenge of ours; only the secret is not compared yet.
 *
 * @param method the request's method
 * @param parties who sent the request, and for whom
 * @param credentials the credentials
 * @param algorithm their algorithm, one of those offered
 * @param nonceIssueTime names their nonce
 * @param key stands for their user name and realm
 */
record Claim(
        Octets method,
        Parties parties,
        DigestCredentials credentials,
        DigestAlgorithm algorithm,
        long nonceIssueTime,
        long key) {

    /** The same claim, valid for ever; holds no more of the request than it needs, since many may wait for a lookup. */
    Claim retained() {
        return new Claim(
                method.retained(), parties.retained(), credentials.retained(), algorithm, nonceIssueTime, key);
    }
}
