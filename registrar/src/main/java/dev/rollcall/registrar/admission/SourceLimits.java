package dev.rollcall.registrar.admission;

import java.time.Duration;

/**
 * What a source is allowed.
 *
 * @param ratePerSecond messages; 0 for any number
 * @param banAfter failed authentications, after which it is banned; 0 for never
 * @param firstBan how long a source is banned that was not banned lately; each further ban lasts twice as long
 * @param longestBan how long a ban lasts at most
 */
public record SourceLimits(int ratePerSecond, int banAfter, Duration firstBan, Duration longestBan) {
    /** Whether anything is limited at all. */
    public boolean limitAnything() {
        return ratePerSecond > 0 || banAfter > 0;
    }
}
