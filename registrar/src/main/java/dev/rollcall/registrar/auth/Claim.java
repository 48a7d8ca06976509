package dev.rollcall.registrar.auth;

import java.util.Locale;
import java.util.Optional;

/**
 * A request with credentials that answer a challenge of ours; only the secret is not compared yet.
 *
 * @param request the request
 * @param credentials the credentials
 * @param algorithm their algorithm, one of those offered
 * @param nonceIssueTime names their nonce
 * @param useDomain whether a subscriber is a user in a domain
 */
record Claim(
        AuthRequest request,
        DigestCredentials credentials,
        DigestAlgorithm algorithm,
        long nonceIssueTime,
        boolean useDomain) {

    /** Whose secret proves it. */
    Subscriber subscriber() {
        return new Subscriber(user(), useDomain ? givenDomain().orElse(lowerCase(credentials.realm())) : "");
    }

    boolean isProvenBy(String ha1) {
        return credentials.isProvenBy(algorithm, ha1, request.method());
    }

    /**
     * Why the proven subscriber may not send this request, if so. OpenSIPS: what a script has {@code db_is_to_authorized}
     * and {@code db_is_from_authorized} for, without a uri table.
     */
    Optional<String> objection() {
        Optional<String> domain = useDomain ? Optional.of(subscriber().domain()) : givenDomain();
        if (request.to().is(user(), domain) && request.from().is(user(), domain)) {
            return Optional.empty();
        }
        return Optional.of("credentials of " + credentials.username() + " in realm " + credentials.realm() + " used for To "
                + request.to() + " and From " + request.from());
    }

    /** OpenSIPS: the user name up to the first '@'. */
    String user() {
        int at = credentials.username().indexOf('@');
        return at < 0 ? credentials.username() : credentials.username().substring(0, at);
    }

    /** The domain of a client that sends {@code user@domain}. */
    private Optional<String> givenDomain() {
        int at = credentials.username().indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(lowerCase(credentials.username().substring(at + 1)));
    }

    private static String lowerCase(String domain) {
        return domain.toLowerCase(Locale.ROOT);
    }
}
