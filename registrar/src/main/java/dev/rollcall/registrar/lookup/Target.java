package dev.rollcall.registrar.lookup;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whom a request is for, by its Request-URI.
 *
 * @param uri the Request-URI
 * @param user the user part as it stands in an AOR
 * @param domain the domain as it stands in an AOR
 * @param aor the AOR under which contacts are registered
 * @param instance the instance that a public GRUU names (RFC 5627 3.3), without angle brackets
 */
record Target(SipUri uri, String user, String domain, String aor, Optional<String> instance) {
    /** Nothing where nobody can be registered by that URI: without a user part, or with an escape that is refused. */
    static Optional<Target> of(SipUri uri, AorPolicy policy) {
        Optional<Parameter> gruu = uri.parameter("gr");
        // RFC 5627 3.3: gr without a value is a temporary GRUU. We give none.
        if (gruu.isPresent() && gruu.get().value() == null) {
            return Optional.empty();
        }
        return uri.unescapedUser()
                .filter(user -> !user.isEmpty())
                .map(user -> new Target(
                        uri,
                        policy.userOf(user),
                        policy.domainOf(uri.host()),
                        policy.aorOf(user, uri.host()).text(),
                        gruu.map(gr -> unescaped(gr.value()))));
    }

    private static String unescaped(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
