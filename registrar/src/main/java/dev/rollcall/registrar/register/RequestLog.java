package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.RequestKey;
import java.util.Arrays;

/**
 * Requests in the order in which they came, numbered from 0 on, the newest so many of them; found by their keys. Not
 * thread-safe.
 *
 * <p>A hash table of chains in which the newest comes first. Nothing is ever taken out of a chain: it ends where the
 * numbers begin that are forgotten. Keys are even over all buckets, since no sender can foresee them.
 */
final class RequestLog {
    /** No request, or no answer yet. */
    static final long NONE = -1;

    private static final int FIELDS = 5;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int SINCE = 2;
    private static final int PREVIOUS = 3;
    private static final int ANSWER = 4;

    private final int capacity;
    /** A power of two not below the capacity, so that a number becomes a place without a division. */
    private final int places;
    private final long[] fields;
    /** The newest request of each bucket. */
    private final long[] newest;
    private long oldest;
    private long next;

    /** @param capacity how many are kept */
    RequestLog(int capacity) {
        this.capacity = capacity;
        places = Integer.highestOneBit(capacity * 2 - 1);
        fields = new long[places * FIELDS];
        newest = new long[Integer.highestOneBit(capacity) * 2];
        Arrays.fill(newest, NONE);
    }

    /** The newest request of a key, or {@link #NONE}. */
    long find(RequestKey key) {
        long request = newest[bucket(key)];
        while (request >= oldest) {
            int at = at(request);
            if (fields[at + HIGH] == key.high() && fields[at + LOW] == key.low()) {
                return request;
            }
            request = fields[at + PREVIOUS];
        }
        return NONE;
    }

    /** Adds a request that has no answer yet; forgets the oldest where there is no room. */
    void add(RequestKey key, long now) {
        if (next - oldest == capacity) {
            oldest++;
        }
        int at = at(next);
        int bucket = bucket(key);
        fields[at + HIGH] = key.high();
        fields[at + LOW] = key.low();
        fields[at + SINCE] = now;
        fields[at + PREVIOUS] = newest[bucket];
        fields[at + ANSWER] = NONE;
        newest[bucket] = next++;
    }

    /** Where the answer to a request is, or {@link #NONE}. */
    long answer(long request) {
        return fields[at(request) + ANSWER];
    }

    void setAnswer(long request, long answer) {
        fields[at(request) + ANSWER] = answer;
    }

    /** Forgets what came too long ago. */
    void forgetAged(long now) {
        while (oldest < next && now - fields[at(oldest) + SINCE] >= RetransmissionCache.LIFETIME_NANOS) {
            oldest++;
        }
    }

    private int at(long request) {
        return ((int) request & places - 1) * FIELDS;
    }

    private int bucket(RequestKey key) {
        return (int) key.low() & newest.length - 1;
    }
}
