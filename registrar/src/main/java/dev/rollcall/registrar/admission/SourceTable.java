package dev.rollcall.registrar.admission;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is known of sources: how fast they send, and how their authentications end. Safe for any thread.
 *
 * <p>A fixed number of slots in arrays, {@value #WAYS} of them to look for a source in. Where they are full, the source
 * that was not heard of for the longest time is forgotten, one that is banned last of all. Which slots a source has depends
 * on a number that is drawn at the start, so that nobody can choose whom he displaces.
 *
 * <p>A source that has proven a password lately is no stranger: its failures are not counted. So neither an office with
 * one phone that has a wrong password, nor a proxy with a thousand phones, is banned; and who sends datagrams in the name
 * of a phone that is registered bans nobody.
 */
final class SourceTable {
    /** What becomes of a message. */
    enum Admission { PASSES, TOO_FAST, BANNED }

    /** For how long a proven password speaks for its source: an hour's registration and some minutes. */
    static final Duration PROVEN = Duration.ofMinutes(65);
    /** A failure is forgotten, and so is a ban, when none has followed for so long. */
    static final Duration FORGIVEN = Duration.ofHours(1);
    static final int WAYS = 8;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LOCKS = 64;
    private static final long EMPTY = 0;
    private static final int FIELDS = 7;
    private static final int SEEN = 0;
    /** When all that was sent would have been sent at the allowed rate. */
    private static final int SENT_UNTIL = 1;
    private static final int FAILURES = 2;
    private static final int LAST_FAILURE = 3;
    private static final int BANNED_UNTIL = 4;
    private static final int LAST_BAN = 5;
    private static final int PROVEN_UNTIL = 6;

    private final SourceLimits limits;
    private final long nanosPerMessage;
    private final int sets;
    private final long secret = new SecureRandom().nextLong();
    private final long[] sources;
    private final long[] fields;
    private final Object[] locks = new Object[LOCKS];

    /** @param slots a power of two, {@value #WAYS} or more */
    SourceTable(SourceLimits limits, int slots) {
        this.limits = limits;
        nanosPerMessage = limits.ratePerSecond() == 0 ? 0 : SECOND / limits.ratePerSecond();
        sets = slots / WAYS;
        sources = new long[slots];
        fields = new long[slots * FIELDS];
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * Counts a message.
     *
     * @param now nanoseconds, from 1 on
     */
    Admission admit(long source, long now) {
        int set = set(source);
        synchronized (lock(set)) {
            int at = find(set, source);
            if (at < 0) {
                if (nanosPerMessage == 0) {
                    return Admission.PASSES;
                }
                at = add(set, source, now);
            }
            fields[at + SEEN] = now;
            if (fields[at + BANNED_UNTIL] > now) {
                return Admission.BANNED;
            }
            return isTooFast(at, now) ? Admission.TOO_FAST : Admission.PASSES;
        }
    }

    /** A second's messages may come at once. */
    private boolean isTooFast(int at, long now) {
        long from = Math.max(fields[at + SENT_UNTIL], now);
        if (from - now > SECOND - nanosPerMessage) {
            return true;
        }
        fields[at + SENT_UNTIL] = from + nanosPerMessage;
        return false;
    }

    /** Takes note of a proven password. */
    void proven(long source, long now) {
        int set = set(source);
        synchronized (lock(set)) {
            int at = findOrAdd(set, source, now);
            fields[at + FAILURES] = 0;
            fields[at + PROVEN_UNTIL] = now + PROVEN.toNanos();
        }
    }

    /** Takes note of a failed authentication; returns for how many nanoseconds the source is banned now, or 0. */
    long failed(long source, long now) {
        int set = set(source);
        synchronized (lock(set)) {
            int at = findOrAdd(set, source, now);
            if (limits.banAfter() == 0 || fields[at + PROVEN_UNTIL] > now || fields[at + BANNED_UNTIL] > now) {
                return 0;
            }
            if (now - fields[at + LAST_FAILURE] > FORGIVEN.toNanos()) {
                fields[at + FAILURES] = 0;
            }
            fields[at + LAST_FAILURE] = now;
            fields[at + FAILURES]++;
            return fields[at + FAILURES] < limits.banAfter() ? 0 : ban(at, now);
        }
    }

    private long ban(int at, long now) {
        boolean lately = fields[at + LAST_BAN] > 0 && now - fields[at + BANNED_UNTIL] < FORGIVEN.toNanos();
        long length = lately
                ? Math.min(2 * fields[at + LAST_BAN], limits.longestBan().toNanos())
                : limits.firstBan().toNanos();
        fields[at + LAST_BAN] = length;
        fields[at + BANNED_UNTIL] = now + length;
        fields[at + FAILURES] = 0;
        return length;
    }

    private int findOrAdd(int set, long source, long now) {
        int at = find(set, source);
        if (at < 0) {
            at = add(set, source, now);
        }
        fields[at + SEEN] = now;
        return at;
    }

    /** Where the fields of a source begin, or -1. */
    private int find(int set, long source) {
        for (int slot = set * WAYS; slot < (set + 1) * WAYS; slot++) {
            if (sources[slot] == key(source)) {
                return slot * FIELDS;
            }
        }
        return -1;
    }

    private int add(int set, long source, long now) {
        int slot = replaceable(set, now);
        sources[slot] = key(source);
        int at = slot * FIELDS;
        for (int field = 0; field < FIELDS; field++) {
            fields[at + field] = 0;
        }
        return at;
    }

    private int replaceable(int set, long now) {
        int oldest = set * WAYS;
        for (int slot = oldest; slot < (set + 1) * WAYS; slot++) {
            if (sources[slot] == EMPTY) {
                return slot;
            }
            boolean sooner = isBanned(oldest, now) == isBanned(slot, now)
                    ? fields[slot * FIELDS + SEEN] < fields[oldest * FIELDS + SEEN]
                    : isBanned(oldest, now);
            oldest = sooner ? slot : oldest;
        }
        return oldest;
    }

    private boolean isBanned(int slot, long now) {
        return fields[slot * FIELDS + BANNED_UNTIL] > now;
    }

    /** Never {@link #EMPTY}: ::/64, whose number is 0, has that of a network which nobody is in. */
    private static long key(long source) {
        return source == EMPTY ? 1 : source;
    }

    private int set(long source) {
        long mixed = (source ^ secret) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
        return (int) (mixed >>> 32) & sets - 1;
    }

    private Object lock(int set) {
        return locks[set & LOCKS - 1];
    }
}
