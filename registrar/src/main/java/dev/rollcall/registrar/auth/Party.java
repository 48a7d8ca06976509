package dev.rollcall.registrar.auth;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.log.ServerLog;
import dev.rollcall.octets.Octets;
import dev.rollcall.uri.SipUri;
import dev.rollcall.uri.SipUriScanner;
import java.util.Locale;
import java.util.Optional;

/**
 * A user as the URI of From or To names him. Refers to the message that it came in.
 *
 * @param user the user part, escapes resolved; may be empty
 * @param host the host as it stands
 */
record Party(Octets user, Octets host) {
    /**
     * The user and host of a URI.
     *
     * @param bytes what was scanned
     * @param uri {@code null} where it is no SIP URI
     * @return {@code null} without one, and where the user part has an escape that OpenSIPS refuses
     */
    static Party of(byte[] bytes, SipUriScanner uri) {
        if (uri == null) {
            return null;
        }
        Octets user = Octets.of(bytes, uri.userStart(), uri.userEnd());
        Octets host = Octets.of(bytes, uri.hostStart(), uri.hostEnd());
        if (!hasEscape(user)) {
            return new Party(user, host);
        }
        Optional<String> unescaped = SipUri.of(uri).unescapedUser();
        return unescaped.isEmpty() ? null : new Party(Octets.of(unescaped.get()), host);
    }

    Party retained() {
        return new Party(user.retained(), host.retained());
    }

    /** The domain of the AOR. */
    Octets domain(AorPolicy policy) {
        return policy.realmPrefix().isEmpty() && !hasUpperCase(host)
                ? host
                : Octets.of(policy.domainOf(host.toString()));
    }

    /** Whether a user name is that of the AOR. */
    boolean isUser(Octets name, AorPolicy policy) {
        return user.equals(name)
                || !policy.caseSensitive() && policy.userOf(user.toString()).equals(policy.userOf(name.toString()));
    }

    /** Whether a domain in any case is that of the AOR. */
    boolean isIn(Octets domain, AorPolicy policy) {
        Octets ours = domain(policy);
        return ours.equals(domain) || ours.toString().equals(domain.toString().toLowerCase(Locale.ROOT));
    }

    /** As in an AOR, and of bounded length. */
    String printed(AorPolicy policy) {
        return ServerLog.printable(policy.userOf(user.toString()) + '@' + domain(policy));
    }

    private static boolean hasEscape(Octets user) {
        for (int i = user.from(); i < user.to(); i++) {
            if (user.array()[i] == '%') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUpperCase(Octets host) {
        for (int i = host.from(); i < host.to(); i++) {
            if (host.array()[i] >= 'A' && host.array()[i] <= 'Z') {
                return true;
            }
        }
        return false;
    }
}
