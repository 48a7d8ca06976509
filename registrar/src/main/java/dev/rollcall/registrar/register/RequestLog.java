package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.RequestKey;

/**
 * Requests in the order in which they came, numbered from 0 on, the newest so many of them; found by their keys. Not
 * thread-safe.
 *
 * <p>They are found by sets of sixteen marks, newest first, which lie in one or two lines of the processor's cache. A
 * mark is a request's place and as many bits of its key as there is room for, so that the request itself, which no
 * cache holds, is almost never looked at in vain. Keys are even over all sets, since no sender can foresee them; where
 * chance brings more than sixteen into one, its oldest is forgotten early.
 */
final class RequestLog {
    /** No request, or no answer yet. */
    static final long NONE = -1;

    private static final int FIELDS = 4;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int SINCE = 2;
    private static final int ANSWER = 3;
    private static final int SET = 16;

    private final int capacity;
    /** A power of two not below the capacity, so that a number becomes a place without a division. */
    private final int places;
    private final int placeBits;
    private final long[] fields;
    private final int[] marks;
    private long oldest;
    private long next;

    /** @param capacity how many are kept */
    RequestLog(int capacity) {
        this.capacity = capacity;
        places = Math.max(SET, Integer.highestOneBit(capacity * 2 - 1));
        placeBits = Integer.numberOfTrailingZeros(places);
        fields = new long[places * FIELDS];
        // Half full where all are kept, so that hardly a set overflows.
        marks = new int[2 * places];
    }

    /** The newest request of a key, or {@link #NONE}. */
    long find(RequestKey key) {
        int set = set(key);
        int wanted = mark(key, 0);
        for (int i = set; i < set + SET; i++) {
            if ((marks[i] ^ wanted) >>> placeBits == 0) {
                long request = newestAt(marks[i] & places - 1);
                if (isOf(request, key)) {
                    return request;
                }
            }
        }
        return NONE;
    }

    /** Adds a request that has no answer yet; forgets the oldest where there is no room. Returns its number. */
    long add(RequestKey key, long now) {
        if (next - oldest == capacity) {
            oldest++;
        }
        int at = at(next);
        fields[at + HIGH] = key.high();
        fields[at + LOW] = key.low();
        fields[at + SINCE] = now;
        fields[at + ANSWER] = NONE;
        int set = set(key);
        System.arraycopy(marks, set, marks, set + 1, SET - 1);
        marks[set] = mark(key, at / FIELDS);
        return next++;
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

    private boolean isOf(long request, RequestKey key) {
        int at = at(request);
        return request >= oldest && fields[at + HIGH] == key.high() && fields[at + LOW] == key.low();
    }

    /** The number of the newest request at a place; below {@link #oldest} where none was ever there. */
    private long newestAt(int place) {
        long last = next - 1;
        return last - (last - place & places - 1);
    }

    private int at(long request) {
        return ((int) request & places - 1) * FIELDS;
    }

    private int mark(RequestKey key, int place) {
        return (int) key.high() << placeBits | place;
    }

    private int set(RequestKey key) {
        return (int) key.low() * SET & marks.length - 1;
    }
}
