package dev.rollcall.registrar.register;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.registrar.usrloc.SavePolicy;
import java.util.Set;

/**
 * How REGISTERs are judged; OpenSIPS' registrar parameters and the flags of its {@code save}. Immutable.
 *
 * @param aorPolicy how a To becomes an AOR
 * @param charSign how an AOR's bytes are hashed
 * @param lengths how long the parts of a binding may be
 * @param expiry for how long bindings are granted
 * @param save how they meet those that are there
 * @param path what is made of a Path
 * @param nat which phones are behind NAT
 * @param defaultQ thousandths where a Contact has no q, or -1 to leave it unspecified
 * @param retryAfter the Retry-After of 5xx answers in seconds; 0 for none but where the database is away
 */
public record RegisterSettings(
        AorPolicy aorPolicy,
        CharSign charSign,
        LengthLimits lengths,
        ExpiryPolicy expiry,
        SavePolicy save,
        PathPolicy path,
        NatPolicy nat,
        int defaultQ,
        int retryAfter) {

    /** OpenSIPS' defaults. */
    public static final RegisterSettings DEFAULT = new RegisterSettings(
            AorPolicy.DEFAULT, CharSign.SIGNED, LengthLimits.DEFAULT, ExpiryPolicy.DEFAULT, SavePolicy.DEFAULT,
            PathPolicy.DEFAULT, NatPolicy.OFF, -1, 0);

    /** The extensions that a REGISTER may require. */
    public Set<String> optionTags() {
        return path.isIgnored() ? Set.of() : Set.of("path");
    }
}
