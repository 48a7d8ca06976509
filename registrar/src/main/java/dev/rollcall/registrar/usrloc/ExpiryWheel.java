package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

/**
 * Which AORs of a shard have a contact that expires soon, without a look at the others: a ring of buckets, one a
 * second. Not thread-safe: the shard's lock guards it.
 *
 * <p>An AOR stands in at most one bucket: that of a second no later than its first expiry. A refresh leaves it where it
 * is; when its second comes it is looked at again and goes on to where it belongs. What is further away than the ring
 * is long is passed over once a round. The clock may be set back or forward: then the buckets in between are looked
 * through again, or at once.
 */
final class ExpiryWheel {
    private static final int BUCKETS = 512;
    /** The bucket of those whose time has come. */
    private static final int DUE = BUCKETS;

    private final AorBlocks aors;
    /** The first AOR of each bucket. One that is the first has its bucket, below 0, as the one before it. */
    private final int[] first = new int[BUCKETS + 1];
    /** The last second whose bucket was looked through. */
    private long tick = Long.MIN_VALUE;

    ExpiryWheel(AorBlocks aors) {
        this.aors = aors;
    }

    /** Makes sure that an AOR is polled no later than at a time in unix seconds. */
    void schedule(int aor, long expires) {
        if (isScheduled(aor) && aors.wakeAt(aor) <= expires) {
            return;
        }
        remove(aor);
        long wakeAt = Math.max(expires, tick + 1);
        aors.setWakeAt(aor, wakeAt);
        put(aor, bucket(wakeAt));
    }

    /** Forgets an AOR. */
    void remove(int aor) {
        if (!isScheduled(aor)) {
            return;
        }
        int previous = aors.previousInWheel(aor);
        int next = aors.nextInWheel(aor);
        if (next != NONE) {
            aors.setPreviousInWheel(next, previous);
        }
        if (previous < 0) {
            first[~previous] = next;
        } else {
            aors.setNextInWheel(previous, next);
        }
        aors.setPreviousInWheel(aor, 0);
    }

    /** Takes out an AOR whose time has come, or returns {@link Blocks#NONE}. */
    int poll(long now) {
        advance(now);
        int aor = first[DUE];
        if (aor != NONE) {
            remove(aor);
        }
        return aor;
    }

    private boolean isScheduled(int aor) {
        return aors.previousInWheel(aor) != 0;
    }

    private void put(int aor, int bucket) {
        int next = first[bucket];
        aors.setPreviousInWheel(aor, ~bucket);
        aors.setNextInWheel(aor, next);
        if (next != NONE) {
            aors.setPreviousInWheel(next, aor);
        }
        first[bucket] = aor;
    }

    private void advance(long now) {
        for (long second = Math.max(tick + 1, now - BUCKETS + 1); second <= now; second++) {
            collect(bucket(second), now);
        }
        tick = now;
    }

    private void collect(int bucket, long now) {
        int aor = first[bucket];
        while (aor != NONE) {
            int following = aors.nextInWheel(aor);
            if (aors.wakeAt(aor) <= now) {
                remove(aor);
                put(aor, DUE);
            }
            aor = following;
        }
    }

    private static int bucket(long second) {
        return (int) (second & (BUCKETS - 1));
    }
}
