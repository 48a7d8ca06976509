package dev.rollcall.registrar.auth;

/**
 * Remembers which nonce was used how often and by whom, so that none is used twice with one count; thread-safe.
 *
 * <p>Invariant: a nonce that is not tracked has either never been used, or its issue time is at or before
 * {@code forgotten}. Nonces up to there count as stale, used or not. Only proven credentials get here, so nobody
 * without a password can push others' nonces out. They are forgotten in the order of their first use, which is nearly
 * that of their issue.
 */
final class NonceUses {
    private static final int USER = 0;
    private static final int HIGHEST = 1;
    /** Bit n: highest - n was used. */
    private static final int USED = 2;
    private static final int FIELDS = 3;
    /** The counts below the highest that are remembered, for reordered datagrams. */
    private static final int WINDOW = Long.SIZE;

    /**
     * Nonces of 8 microseconds share a chain. So those that are used one after the other are found side by side in
     * memory, and one that is not there is not looked for far away.
     */
    private static final int ISSUE_TIME_SHIFT = 13;

    private final RecentRows tracked;
    private long forgotten = Long.MIN_VALUE;

    /** @param maxTracked how many nonces are remembered; at the bound the oldest becomes stale */
    NonceUses(int maxTracked) {
        this.tracked = new RecentRows(FIELDS, maxTracked, ISSUE_TIME_SHIFT);
    }

    /**
     * Uses a nonce once.
     *
     * @param issueTime names the nonce
     * @param user who uses it; a nonce belongs to its first user
     * @param count the nc of the credentials
     * @param oldest the issue time of the oldest nonces that may still be used
     * @return whether it is neither stale, nor another's, nor used with that count before
     */
    synchronized boolean use(long issueTime, long user, long count, long oldest) {
        forgetAged(oldest);
        if (issueTime <= forgotten || issueTime < oldest) {
            return false;
        }
        long row = tracked.find(issueTime);
        if (row != RecentRows.NONE) {
            return tracked.get(row, USER) == user && mark(row, count);
        }
        track(issueTime, user, count);
        return true;
    }

    private void track(long issueTime, long user, long count) {
        if (tracked.isFull()) {
            if (issueTime < tracked.oldestKey()) {
                // The next one to be forgotten would be this one: it was used for the first and last time.
                forgotten = issueTime;
                return;
            }
            forgetOldest();
        }
        long row = tracked.add(issueTime);
        tracked.set(row, USER, user);
        tracked.set(row, HIGHEST, count);
        tracked.set(row, USED, 1);
    }

    private boolean mark(long row, long count) {
        long highest = tracked.get(row, HIGHEST);
        long used = tracked.get(row, USED);
        long ahead = count - highest;
        if (ahead > 0) {
            tracked.set(row, HIGHEST, count);
            tracked.set(row, USED, ahead < WINDOW ? used << ahead | 1 : 1);
            return true;
        }
        boolean first = -ahead < WINDOW && (used >>> -ahead & 1) == 0;
        if (first) {
            tracked.set(row, USED, used | 1L << -ahead);
        }
        return first;
    }

    private void forgetAged(long oldest) {
        while (tracked.size() > 0 && tracked.oldestKey() < oldest) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        forgotten = Math.max(forgotten, tracked.oldestKey());
        tracked.forgetOldest();
    }
}
