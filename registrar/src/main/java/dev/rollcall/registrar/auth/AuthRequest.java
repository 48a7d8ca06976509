package dev.rollcall.registrar.auth;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.uri.SipUri;
import java.util.List;
import java.util.Optional;

/**
 * What authentication looks at in a request.
 *
 * @param method the method
 * @param requestUri the Request-URI
 * @param from who sends it
 * @param to whose contacts it is about
 * @param authorizations the values of its Authorization headers
 * @param policy how a user name becomes one of an AOR
 */
record AuthRequest(
        String method, SipUri requestUri, Party from, Party to, List<String> authorizations, AorPolicy policy) {

    /** What a request holds of this; nothing where its Request-URI, From or To is no SIP URI. */
    static Optional<AuthRequest> of(SipRequest request, AorPolicy policy) {
        Optional<SipUri> requestUri = request.requestUri();
        Optional<Party> from = request.from().uri().flatMap(uri -> Party.of(uri, policy));
        Optional<Party> to = request.to().uri().flatMap(uri -> Party.of(uri, policy));
        if (requestUri.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        List<String> authorizations = request.headers("Authorization");
        return Optional.of(
                new AuthRequest(request.method(), requestUri.get(), from.get(), to.get(), authorizations, policy));
    }

    /** Whether a digest-uri names the Request-URI. */
    boolean isAddressedTo(String digestUri) {
        return SipUri.parse(digestUri).map(requestUri::matches).orElse(false);
    }

    /**
     * Why the owner of credentials may not send this request, if so. OpenSIPS: what scripts call
     * {@code db_is_to_authorized} and {@code db_is_from_authorized} for, without a uri table.
     *
     * @param useDomain whether a subscriber is a user in a domain; a domain in the user name counts without it too
     */
    Optional<String> objection(DigestCredentials credentials, boolean useDomain) {
        String user = policy.userOf(credentials.user());
        boolean compareDomain = useDomain || credentials.hasDomain();
        Optional<String> domain = Optional.of(credentials.domain()).filter(any -> compareDomain);
        if (to.is(user, domain) && from.is(user, domain)) {
            return Optional.empty();
        }
        return Optional.of("credentials of " + credentials.username() + " in realm " + credentials.realm()
                + " used for To " + to + " and From " + from);
    }

    /**
     * A user as From or To names him.
     *
     * @param user the user part as in an AOR; may be empty
     * @param domain the host as in an AOR
     */
    record Party(String user, String domain) {
        /** Nothing where the user part has an escape that OpenSIPS refuses. */
        static Optional<Party> of(SipUri uri, AorPolicy policy) {
            return uri.unescapedUser().map(user -> new Party(policy.userOf(user), policy.domainOf(uri.host())));
        }

        boolean is(String otherUser, Optional<String> otherDomain) {
            return user.equals(otherUser) && otherDomain.map(domain::equals).orElse(true);
        }

        /** Of bounded length. */
        @Override
        public String toString() {
            return ServerLog.printable(user + '@' + domain);
        }
    }
}
