package dev.rollcall.registrar.auth;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.log.ServerLog;
import dev.rollcall.octets.Octets;
import dev.rollcall.uri.SipUri;
import java.util.Locale;
import java.util.Optional;

/**
 * A user as the URI of From or To names him.
 *
 * @param user the user part, escapes resolved; may be empty
 * @param host the host as it stands
 */
record Party(Octets user, Octets host) {
    /** Nothing where the user part has an escape that OpenSIPS refuses. */
    static Optional<Party> of(SipUri uri) {
        return uri.unescapedUser().map(user -> new Party(Octets.of(user), Octets.of(uri.host())));
    }

    Party retained() {
        return new Party(user.retained(), host.retained());
    }

    /** Whether a user name is that of the AOR. */
    boolean isUser(Octets name, AorPolicy policy) {
        return user.equals(name)
                || !policy.caseSensitive() && policy.userOf(user.toString()).equals(policy.userOf(name.toString()));
    }

    /** Whether a domain in any case is that of the AOR. */
    boolean isIn(Octets domain, AorPolicy policy) {
        // The same bytes are the same domain unless something is taken off the host's front.
        return policy.realmPrefix().isEmpty() && host.equals(domain)
                || policy.domainOf(host.toString()).equals(domain.toString().toLowerCase(Locale.ROOT));
    }

    /** As in an AOR, and of bounded length. */
    String printed(AorPolicy policy) {
        return ServerLog.printable(policy.userOf(user.toString()) + '@' + policy.domainOf(host.toString()));
    }
}
