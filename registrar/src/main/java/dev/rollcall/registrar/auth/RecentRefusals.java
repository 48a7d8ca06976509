package dev.rollcall.registrar.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whose credentials the store did not prove a moment ago. Who guesses passwords makes the store work once in that time
 * for each user name, be it anybody's or not. Bounded; thread-safe.
 */
final class RecentRefusals {
    private static final int REFUSED = 0;
    private static final int FIELDS = 1;

    private final RecentRows rows;
    private final long ttlNanos;
    private final LongSupplier nanoClock;

    RecentRefusals(int maxRows, Duration ttl, LongSupplier nanoClock) {
        this.rows = new RecentRows(FIELDS, maxRows, 0);
        this.ttlNanos = ttl.toNanos();
        this.nanoClock = nanoClock;
    }

    synchronized boolean contains(long key) {
        long row = rows.find(key);
        return row != RecentRows.NONE && nanoClock.getAsLong() - rows.get(row, REFUSED) < ttlNanos;
    }

    synchronized void add(long key) {
        rows.set(rows.add(key), REFUSED, nanoClock.getAsLong());
    }
}
