package dev.rollcall.registrar.auth;

import java.util.List;

/** What a request's Authorization headers hold for one realm. */
sealed interface Authorization permits Authorization.Absent, Authorization.Malformed, DigestCredentials {
    /** No credentials: no header at all, only other realms, or another scheme (RFC 3261 22.1: Basic is gone). */
    record Absent() implements Authorization {}

    /**
     * Digest credentials that break the grammar.
     *
     * @param cause what is wrong; quotes nothing that was received
     */
    record Malformed(String cause) implements Authorization {}

    /**
     * The first credentials of a realm.
     *
     * @param values the values of all Authorization headers; one that is malformed spoils them all
     */
    static Authorization ofRealm(String realm, List<String> values) {
        Authorization chosen = new Absent();
        for (String value : values) {
            Authorization authorization = new AuthorizationParser(value).parse();
            if (authorization instanceof Malformed) {
                return authorization;
            }
            boolean ours = authorization instanceof DigestCredentials credentials && credentials.realm().equals(realm);
            if (ours && chosen instanceof Absent) {
                chosen = authorization;
            }
        }
        return chosen;
    }
}
