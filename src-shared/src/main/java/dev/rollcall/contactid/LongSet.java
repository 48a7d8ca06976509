package dev.rollcall.contactid;

import java.util.Arrays;

/** A set of longs in one array: eleven to twenty-two bytes an element. Not thread-safe. */
final class LongSet {
    private static final int INITIAL_CAPACITY = 16;

    /** Open addressing; 0 is an empty cell. */
    private long[] cells = new long[INITIAL_CAPACITY];
    private int size;
    private boolean holdsZero;

    boolean add(long value) {
        if (value == 0) {
            boolean added = !holdsZero;
            holdsZero = true;
            return added;
        }
        int cell = cellOf(cells, value);
        if (cells[cell] == value) {
            return false;
        }
        cells[cell] = value;
        size++;
        if (size > cells.length / 4 * 3) {
            grow();
        }
        return true;
    }

    boolean contains(long value) {
        return value == 0 ? holdsZero : cells[cellOf(cells, value)] == value;
    }

    private void grow() {
        // The array's length is a power of two; past 2^30 cells it cannot double any more.
        long[] grown = new long[Math.multiplyExact(cells.length, 2)];
        Arrays.stream(cells).filter(value -> value != 0).forEach(value -> grown[cellOf(grown, value)] = value);
        cells = grown;
    }

    /** The cell that holds the value, or the empty one where it belongs. */
    private static int cellOf(long[] cells, long value) {
        int mask = cells.length - 1;
        int cell = (int) (mixed(value) >>> 32) & mask;
        while (cells[cell] != 0 && cells[cell] != value) {
            cell = cell + 1 & mask;
        }
        return cell;
    }

    /** Spreads values that differ in a few bits only, as neighbouring IDs do. */
    private static long mixed(long value) {
        long product = (value ^ value >>> 32) * 0x9e3779b97f4a7c15L;
        return product ^ product >>> 29;
    }
}
