package dev.rollcall.registrar.auth;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.SipRequest;
import java.util.Optional;

/**
 * Who sends a request and whose contacts it is about.
 *
 * @param policy how a user name becomes one of an AOR
 */
record Parties(Party from, Party to, AorPolicy policy) {
    /** {@code null} where From or To is no SIP URI. */
    static Parties of(SipRequest request, AorPolicy policy) {
        Party from = Party.of(request.bytes(), request.fromUri());
        Party to = Party.of(request.bytes(), request.toUri());
        return from == null || to == null ? null : new Parties(from, to, policy);
    }

    Parties retained() {
        return new Parties(from.retained(), to.retained(), policy);
    }

    /** The domain of the AOR that To names. */
    Octets domain() {
        return to.domain(policy);
    }

    /**
     * Why the owner of credentials may not send this request, if so. OpenSIPS: what scripts call
     * {@code db_is_to_authorized} and {@code db_is_from_authorized} for, without a uri table.
     *
     * @param useDomain whether a subscriber is a user in a domain; a domain in the user name counts without it too
     * @param identity who may register whom
     */
    Optional<String> objection(DigestCredentials credentials, boolean useDomain, IdentityMatch identity) {
        boolean compareDomain = useDomain || credentials.hasDomain();
        boolean right = switch (identity) {
            case TO_AND_FROM -> is(to, credentials, compareDomain) && is(from, credentials, compareDomain);
            case TO -> is(to, credentials, compareDomain);
            case DOMAIN -> !compareDomain || to.isIn(credentials.domain(), policy);
        };
        if (right) {
            return Optional.empty();
        }
        return Optional.of("credentials of " + credentials.username() + " in realm " + credentials.realm()
                + " used for To " + to.printed(policy) + " and From " + from.printed(policy));
    }

    private boolean is(Party party, DigestCredentials credentials, boolean compareDomain) {
        return party.isUser(credentials.user(), policy)
                && (!compareDomain || party.isIn(credentials.domain(), policy));
    }
}
