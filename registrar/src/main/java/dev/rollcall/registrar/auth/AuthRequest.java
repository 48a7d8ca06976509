package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.uri.SipUri;
import java.util.List;
import java.util.Locale;
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
    /** What a request holds of this; nothing where its Request-URI, From or To is no SIP URI. */
    static Optional<AuthRequest> of(SipRequest request) {
        Optional<SipUri> requestUri = request.requestUri();
        Optional<Party> from = request.from().uri().flatMap(Party::of);
        Optional<Party> to = request.to().uri().flatMap(Party::of);
        if (requestUri.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AuthRequest(
                request.method(), requestUri.get(), from.get(), to.get(), request.headers("Authorization")));
    }

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
        /** Nothing where the user part has an escape that OpenSIPS refuses. */
        static Optional<Party> of(SipUri uri) {
            return uri.unescapedUser().map(user -> new Party(user, uri.host().toLowerCase(Locale.ROOT)));
        }

        boolean is(String otherUser, Optional<String> otherDomain) {
            return user.equals(otherUser) && otherDomain.map(domain::equals).orElse(true);
        }

        @Override
        public String toString() {
            return user + '@' + domain;
        }
    }
}
