package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes of one algorithm by keys, each with the time when it was stored. NOT thread-safe.
 *
 * <p>A key lies in one of a few slots side by side, so that finding it among many users is one wait for memory, not one
 * for each link of a chain. Where these are taken the slots double up to their bound; then the oldest gives way.
 */
final class Ha1Slots {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_SLOTS = 64;
    /** How many slots a key may lie in. */
    private static final int REACH = 16;

    private static final int KEY = 0;
    private static final int STORED = 1;
    private static final int HASH = 2;
    /** The key of a slot that was never used. */
    private static final long EMPTY = 0;
    private static final int NONE = -1;

    private final int words;
    private final int width;
    private final int maxSlots;
    private final long ttlNanos;
    private int slots;
    private long[] values;

    /**
     * No hash.
     *
     * @param maxSlots a power of two
     * @param ttlNanos how long a hash is good for
     */
    Ha1Slots(DigestAlgorithm algorithm, int maxSlots, long ttlNanos) {
        this.words = algorithm.bytes() / Long.BYTES;
        this.width = HASH + words;
        this.maxSlots = maxSlots;
        this.ttlNanos = ttlNanos;
        this.slots = Math.min(FIRST_SLOTS, maxSlots);
        this.values = new long[slots * width];
    }

    /**
     * Reads the hash of a key; false where there is none that is still good.
     *
     * @param key not 0
     */
    boolean read(long key, long now, byte[] ha1) {
        int at = find(key);
        if (at == NONE || isAged(at, now)) {
            return false;
        }
        for (int i = 0; i < words; i++) {
            WORD.set(ha1, i * Long.BYTES, values[at + HASH + i]);
        }
        return true;
    }

    void put(long key, long now, Octets hexDigits) {
        byte[] ha1 = HexDigits.read(hexDigits);
        int at = place(key, now);
        values[at + KEY] = key;
        values[at + STORED] = now;
        for (int i = 0; i < words; i++) {
            values[at + HASH + i] = (long) WORD.get(ha1, i * Long.BYTES);
        }
    }

    /** Lets the hash of a key be aged, if it is there. */
    void forget(long key, long now) {
        int at = find(key);
        if (at != NONE) {
            values[at + STORED] = now - ttlNanos;
        }
    }

    /** Where a key is. A slot is never emptied, so behind the first empty one there is nothing of a key. */
    private int find(long key) {
        for (int i = 0; i < Math.min(REACH, slots); i++) {
            int at = at(key, i);
            if (values[at + KEY] == key) {
                return at;
            }
            if (values[at + KEY] == EMPTY) {
                return NONE;
            }
        }
        return NONE;
    }

    /** Where a key is or may be put. */
    private int place(long key, long now) {
        int known = find(key);
        if (known != NONE) {
            return known;
        }
        int oldest = at(key, 0);
        for (int i = 0; i < Math.min(REACH, slots); i++) {
            int at = at(key, i);
            if (values[at + KEY] == EMPTY || isAged(at, now)) {
                return at;
            }
            if (values[at + STORED] - values[oldest + STORED] < 0) {
                oldest = at;
            }
        }
        if (slots == maxSlots) {
            return oldest;
        }
        grow(now);
        return place(key, now);
    }

    private void grow(long now) {
        long[] old = values;
        slots *= 2;
        values = new long[slots * width];
        for (int from = 0; from < old.length; from += width) {
            if (old[from + KEY] != EMPTY && now - old[from + STORED] < ttlNanos) {
                System.arraycopy(old, from, values, place(old[from + KEY], now), width);
            }
        }
    }

    private boolean isAged(int at, long now) {
        return now - values[at + STORED] >= ttlNanos;
    }

    private int at(long key, int step) {
        return ((int) key + step & slots - 1) * width;
    }
}
