package dev.rollcall.registrar.auth;

import java.util.Arrays;

/**
 * Rows of numbers in the order in which they came, the newest so many of them; found by a key. Not thread-safe.
 *
 * <p>All rows lie in one array, which grows up to the bound: what is kept for every user must not cost the collector an
 * object each. A hash table of chains in which the newest comes first; nothing is ever taken out of a chain, it ends
 * where the rows begin that are forgotten. Rows have numbers, from 0 on.
 */
final class RecentRows {
    /** No row. */
    static final long NONE = -1;

    private static final int FIRST_CAPACITY = 64;
    private static final int KEY = 0;
    private static final int PREVIOUS = 1;
    private static final int HEAD = 2;

    private final int width;
    private final int maxRows;
    private final int keyShift;
    private int capacity = FIRST_CAPACITY;
    private long[] values;
    /** The newest row of each chain; two chains a row. */
    private long[] newest;
    private long oldest;
    private long next;

    /**
     * An empty table.
     *
     * @param fields how many numbers a row has beside its key
     * @param maxRows how many rows are kept
     * @param keyShift how many of a key's lowest bits do not tell its chain; the next ones are even over all keys, and
     *     no sender can choose them
     */
    RecentRows(int fields, int maxRows, int keyShift) {
        this.keyShift = keyShift;
        this.width = HEAD + fields;
        this.maxRows = maxRows;
        allocate();
    }

    /** The newest row of a key, or {@link #NONE}. */
    long find(long key) {
        long row = newest[bucket(key)];
        while (row >= oldest) {
            int at = at(row);
            if (values[at + KEY] == key) {
                return row;
            }
            row = values[at + PREVIOUS];
        }
        return NONE;
    }

    /** Adds a row whose fields are 0; forgets the oldest where there is no room. */
    long add(long key) {
        if (isFull()) {
            forgetOldest();
        } else if (size() == capacity) {
            grow();
        }
        int at = at(next);
        Arrays.fill(values, at + HEAD, at + width, 0);
        values[at + KEY] = key;
        link(next);
        return next++;
    }

    long get(long row, int field) {
        return values[at(row) + HEAD + field];
    }

    void set(long row, int field, long value) {
        values[at(row) + HEAD + field] = value;
    }

    /** The number of the oldest row, of those that there are. */
    long oldest() {
        return oldest;
    }

    /** The key of the oldest row. */
    long oldestKey() {
        return values[at(oldest) + KEY];
    }

    void forgetOldest() {
        oldest++;
    }

    int size() {
        return (int) (next - oldest);
    }

    boolean isFull() {
        return size() == maxRows;
    }

    private void grow() {
        long[] old = values;
        int oldMask = capacity - 1;
        capacity *= 2;
        allocate();
        for (long row = oldest; row < next; row++) {
            System.arraycopy(old, (int) (row & oldMask) * width, values, at(row), width);
            link(row);
        }
    }

    private void allocate() {
        values = new long[capacity * width];
        newest = new long[capacity * 2];
        Arrays.fill(newest, NONE);
    }

    private void link(long row) {
        int at = at(row);
        int bucket = bucket(values[at + KEY]);
        values[at + PREVIOUS] = newest[bucket];
        newest[bucket] = row;
    }

    private int at(long row) {
        return (int) (row & capacity - 1) * width;
    }

    private int bucket(long key) {
        return (int) (key >>> keyShift) & newest.length - 1;
    }
}
