package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.util.List;

/** What a request's Authorization headers hold for one realm. */
sealed interface Authorization permits Authorization.Absent, Authorization.Malformed, DigestCredentials {
    /** No credentials. */
    Absent ABSENT = new Absent();

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
    static Authorization ofRealm(Octets realm, List<Octets> values) {
        Authorization chosen = ABSENT;
        for (Octets value : values) {
            Authorization authorization = new AuthorizationParser(value).parse();
            if (authorization instanceof Malformed) {
                return authorization;
            }
            boolean ours = authorization instanceof DigestCredentials credentials && credentials.realm().equals(realm);
            if (ours && chosen == ABSENT) {
                chosen = authorization;
            }
        }
        return chosen;
    }
}
