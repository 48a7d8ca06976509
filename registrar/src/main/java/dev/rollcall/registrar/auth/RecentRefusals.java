package dev.rollcall.registrar.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whose credentials the store did not prove a moment ago. Who guesses passwords makes the store work once in that time
 * for each user name, be it anybody's or not. Bounded; thread-safe.
 */
final class RecentRefusals {
    private static final int SECOND_KEY = 0;
    private static final int REFUSED = 1;
    private static final int FIELDS = 2;

    private final RecentRows rows;
    private final long ttlNanos;
    private final LongSupplier nanoClock;

    RecentRefusals(int maxRows, Duration ttl, LongSupplier nanoClock) {
        this.rows = new RecentRows(FIELDS, maxRows, 0);
        this.ttlNanos = ttl.toNanos();
        this.nanoClock = nanoClock;
    }

    synchronized boolean contains(CredentialKey key) {
        long row = rows.find(key.low());
        return row != RecentRows.NONE
                && rows.get(row, SECOND_KEY) == key.high()
                && nanoClock.getAsLong() - rows.get(row, REFUSED) < ttlNanos;
    }

    synchronized void add(CredentialKey key) {
        long row = rows.add(key.low());
        rows.set(row, SECOND_KEY, key.high());
        rows.set(row, REFUSED, nanoClock.getAsLong());
    }
}
