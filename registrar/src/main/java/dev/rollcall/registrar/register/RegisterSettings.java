package dev.rollcall.registrar.register;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.registrar.usrloc.SavePolicy;

/**
 * How REGISTERs are judged; OpenSIPS' registrar parameters of the same names. Lengths are in bytes, times in seconds.
 *
 * @param aorPolicy how a To becomes an AOR
 * @param charSign how an AOR's bytes are hashed
 * @param expiry for how long bindings are granted
 * @param save how they meet those that are there
 * @param defaultQ thousandths where a Contact has no q, or -1 to leave it unspecified
 * @param retryAfter the Retry-After of 5xx answers; 0 for none but where the database is away
 * @param maxUsernameLength the longest user part of an AOR
 * @param maxDomainLength the longest domain of an AOR
 * @param maxAorLength the longest AOR
 * @param maxContactLength the longest Contact URI
 */
public record RegisterSettings(
        AorPolicy aorPolicy,
        CharSign charSign,
        ExpiryPolicy expiry,
        SavePolicy save,
        int defaultQ,
        int retryAfter,
        int maxUsernameLength,
        int maxDomainLength,
        int maxAorLength,
        int maxContactLength) {

    /** OpenSIPS' defaults. */
    public static final RegisterSettings DEFAULT = new RegisterSettings(
            AorPolicy.DEFAULT, CharSign.SIGNED, ExpiryPolicy.DEFAULT, SavePolicy.DEFAULT, -1, 0, 64, 64, 256, 255);
}
