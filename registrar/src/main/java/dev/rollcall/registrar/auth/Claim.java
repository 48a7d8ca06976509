package dev.rollcall.registrar.auth;

import java.util.Optional;

/**
 * Credentials that answer a challenge of ours; only the secret is not compared yet. Holds no more of the request than
 * it needs, since many may wait for a lookup.
 *
 * @param method the request's method
 * @param credentials the credentials
 * @param algorithm their algorithm, one of those offered
 * @param nonceIssueTime names their nonce
 * @param subscriber whose secret proves them
 * @param objection why the subscriber may not send this request, if so
 */
record Claim(
        String method,
        DigestCredentials credentials,
        DigestAlgorithm algorithm,
        long nonceIssueTime,
        Subscriber subscriber,
        Optional<String> objection) {

    /** @param useDomain whether a subscriber is a user in a domain */
    static Claim of(
            AuthRequest request,
            DigestCredentials credentials,
            DigestAlgorithm algorithm,
            long nonceIssueTime,
            boolean useDomain) {
        Subscriber subscriber = new Subscriber(credentials.user(), useDomain ? credentials.domain() : "");
        Optional<String> objection = request.objection(credentials, useDomain);
        return new Claim(request.method(), credentials, algorithm, nonceIssueTime, subscriber, objection);
    }

    boolean isProvenBy(String ha1) {
        return credentials.isProvenBy(algorithm, ha1, method);
    }
}
