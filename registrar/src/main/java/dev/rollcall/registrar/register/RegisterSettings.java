package dev.rollcall.registrar.register;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;

/**
 * How REGISTERs are judged; OpenSIPS' registrar parameters of the same names. Lengths are in bytes, times in seconds.
 *
 * @param aorPolicy how a To becomes an AOR
 * @param charSign how an AOR's bytes are hashed
 * @param defaultExpires granted where a Contact asks for no time
 * @param minExpires a shorter time is raised to it; 0 for no bound
 * @param maxExpires a longer time is lowered to it; 0 for {@link #LONGEST_EXPIRES}
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
        long defaultExpires,
        long minExpires,
        long maxExpires,
        int defaultQ,
        int retryAfter,
        int maxUsernameLength,
        int maxDomainLength,
        int maxAorLength,
        int maxContactLength) {

    /** Without max_expires no contact is stored for longer than a year, so that its end fits every schema's column. */
    public static final long LONGEST_EXPIRES = 365 * 86_400L;

    /** OpenSIPS' defaults. */
    public static final RegisterSettings DEFAULT =
            new RegisterSettings(AorPolicy.DEFAULT, CharSign.SIGNED, 3600, 60, 0, -1, 0, 64, 64, 256, 255);

    /** The time granted for one asked for, which is not 0. OpenSIPS: raised or lowered silently, never a 423. */
    long granted(long asked) {
        long longest = maxExpires > 0 ? maxExpires : LONGEST_EXPIRES;
        return Math.min(Math.max(asked, minExpires), longest);
    }
}
