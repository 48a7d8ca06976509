package dev.rollcall.registrar.auth;

import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Remembers which nonce was used how often and by whom, so that none is used twice with one count; thread-safe.
 *
 * <p>Invariant: a nonce that is not tracked has either never been used, or its issue time is at or before
 * {@code forgotten}. Nonces up to there count as stale, used or not. Only proven credentials get here, so nobody
 * without a password can push others' nonces out.
 */
final class NonceUses {
    private final int maxTracked;
    private final LongPredicate aged;
    private final TreeMap<Long, Use> tracked = new TreeMap<>();
    private long forgotten = Long.MIN_VALUE;

    /**
     * @param maxTracked how many nonces are remembered; at the bound the oldest becomes stale
     * @param aged whether a nonce of that issue time is too old to be used
     */
    NonceUses(int maxTracked, LongPredicate aged) {
        this.maxTracked = maxTracked;
        this.aged = aged;
    }

    /**
     * Uses a nonce once.
     *
     * @param issueTime names the nonce
     * @param subscriber who uses it; a nonce belongs to its first user
     * @param count the nc of the credentials
     * @return whether it is neither stale, nor another's, nor used with that count before
     */
    synchronized boolean use(long issueTime, Subscriber subscriber, long count) {
        forgetAged();
        if (issueTime <= forgotten || aged.test(issueTime)) {
            return false;
        }
        Use use = tracked.get(issueTime);
        if (use != null) {
            return use.subscriber.equals(subscriber) && use.mark(count);
        }
        tracked.put(issueTime, new Use(subscriber, count));
        if (tracked.size() > maxTracked) {
            forgetOldest();
        }
        return true;
    }

    private void forgetAged() {
        while (!tracked.isEmpty() && aged.test(tracked.firstKey())) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        forgotten = tracked.pollFirstEntry().getKey();
    }

    /** The counts that one nonce was used with: the highest, and a window of 64 below it for reordered datagrams. */
    private static final class Use {
        private static final int WINDOW = Long.SIZE;

        private final Subscriber subscriber;
        private long highest;
        /** Bit n: highest - n was used. */
        private long used = 1;

        Use(Subscriber subscriber, long count) {
            this.subscriber = subscriber;
            this.highest = count;
        }

        boolean mark(long count) {
            long ahead = count - highest;
            if (ahead > 0) {
                used = ahead < WINDOW ? used << ahead | 1 : 1;
                highest = count;
                return true;
            }
            boolean first = -ahead < WINDOW && (used >>> -ahead & 1) == 0;
            if (first) {
                used |= 1L << -ahead;
            }
            return first;
        }
    }
}
