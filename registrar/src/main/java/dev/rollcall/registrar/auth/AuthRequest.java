package dev.rollcall.registrar.auth;

import dev.rollcall.uri.SipUri;
import java.util.List;
import java.util.Optional;

/**
 * What authentication needs of a request, taken from it so that it may go.
 *
 * @param method the method
 * @param requestUri the Request-URI
 * @param from who sends it
 * @param to whose contacts it is about
 * @param authorizations the values of its Authorization headers
 */
record AuthRequest(String method, SipUri requestUri, Party from, Party to, List<String> authorizations) {
    /** Whether a digest-uri names the Request-URI. */
    boolean isAddressedTo(String digestUri) {
        return SipUri.parse(digestUri).map(requestUri::matches).orElse(false);
    }

    /**
     * A user as From or To names him.
     *
     * @param user the user part, escapes resolved; may be empty
     * @param domain the host, lower-cased
     */
    record Party(String user, String domain) {
        boolean is(String otherUser, Optional<String> otherDomain) {
            return user.equals(otherUser) && otherDomain.map(domain::equals).orElse(true);
        }

        @Override
        public String toString() {
            return user + '@' + domain;
        }
    }
}
