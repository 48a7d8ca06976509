package dev.rollcall.registrar.register;

import java.util.concurrent.ThreadLocalRandom;

/**
 * For how long bindings are granted, in seconds. Immutable.
 *
 * @param byDefault granted where a Contact asks for no time
 * @param min a shorter time is raised to it or refused; 0 for no bound
 * @param max a longer time is lowered to it; 0 for {@link #LONGEST}
 * @param maxDeviation how much longer or shorter than that a time may come out, by chance, so that phones that came
 *     together do not come together again (OpenSIPS: {@code expires_max_deviation}); 0 for not at all
 * @param refusesBrief whether a time below {@code min} is refused with 423
 */
public record ExpiryPolicy(long byDefault, long min, long max, int maxDeviation, boolean refusesBrief) {
    /** Without max_expires no contact is stored for longer than a year, so that its end fits every schema's column. */
    public static final long LONGEST = 365 * 86_400L;
    /** OpenSIPS' defaults. */
    public static final ExpiryPolicy DEFAULT = new ExpiryPolicy(3600, 60, 0, 0, false);

    /** RFC 3261 10.3 step 7: a time of an hour or more must not be refused as too brief. */
    private static final long NEVER_BRIEF = 3600;

    /** Whether a time asked for, which is not 0, is to be refused. */
    boolean refuses(long asked) {
        return refusesBrief && asked < min && asked < NEVER_BRIEF;
    }

    /** The time granted for one asked for, which is not 0. */
    long granted(long asked) {
        long granted = bounded(asked);
        return maxDeviation == 0 ? granted : bounded(granted + deviation());
    }

    private long bounded(long seconds) {
        return Math.min(Math.max(seconds, min), max > 0 ? max : LONGEST);
    }

    private long deviation() {
        return ThreadLocalRandom.current().nextLong(-maxDeviation, maxDeviation + 1L);
    }
}
