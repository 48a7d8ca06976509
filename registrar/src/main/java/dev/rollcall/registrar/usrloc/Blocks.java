package dev.rollcall.registrar.usrloc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The memory of a shard: blocks of bytes, packed into pages outside the heap, so that a full table gives the collector
 * nothing to trace or to move and does not make the heap grow. A block is known by a number above 0, which stays until
 * it is freed or {@link #resize} says another. Not thread-safe: the shard's lock guards it.
 *
 * <p>A block takes whole units of 16 bytes; its first {@link #HEADER_BYTES} say how long it is and are not to be
 * written. Free neighbours are joined and the smallest block that fits is taken, so that what was long once does not
 * keep memory from what is short now; a page that is wholly free is given back. What does not fit into a page has one
 * of its own.
 */
final class Blocks {
    /** No block. */
    static final int NONE = 0;
    /** Before what may be written of a block. */
    static final int HEADER_BYTES = Integer.BYTES;

    private static final int UNIT_SHIFT = 4;
    private static final int PAGE_SHIFT = 13;
    private static final int PAGE_UNITS = 1 << PAGE_SHIFT;
    /** The first unit of a page is left out, so that no block has the number 0. */
    private static final int FIRST_UNIT = 1;
    private static final int FIRST_PAGE_UNITS = 64;

    private static final int FREE = 1;
    private static final int PREVIOUS_FREE = 2;
    private static final int FLAGS = FREE | PREVIOUS_FREE;
    private static final int FLAG_BITS = 2;
    /** Where a free block has its neighbours in its bin, behind the header; its length stands at its end too. */
    private static final int PREVIOUS = 4;
    private static final int NEXT = 8;

    private static final int BINS = Long.SIZE;
    /** Up to so many units each length has a bin of its own; above, each doubling has four. */
    private static final int EXACT_BINS = 32;
    private static final int EXACT_BITS = 5;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ORDER);

    private ByteBuffer[] pages = {newPage(FIRST_PAGE_UNITS)};
    private int pageCount = 1;
    /** The first free block of each bin. */
    private final int[] bins = new int[BINS];
    /** A bit for each bin that is not empty. */
    private long filledBins;
    /** The block that all behind it is unused of its page; the block before it never is free. */
    private int top = FIRST_UNIT;

    /** A block of so many bytes at least, its header included; what is in it is not defined. */
    int allocate(int bytes) {
        int units = units(bytes);
        if (units > PAGE_UNITS - FIRST_UNIT) {
            return allocatePage(units);
        }
        int block = takeFree(units);
        return block == NONE ? takeFromTop(units) : block;
    }

    /** Gives a block back. */
    void free(int block) {
        int start = block;
        int units = length(block);
        if (units > PAGE_UNITS - FIRST_UNIT) {
            releasePage(block);
            return;
        }
        if ((getInt(block, 0) & PREVIOUS_FREE) != 0) {
            int previousUnits = getInt(block, -Integer.BYTES);
            start -= previousUnits;
            units += previousUnits;
            unlink(start);
        }
        int next = start + units;
        if (next == top) {
            top = start;
            return;
        }
        if (isInside(next) && (getInt(next, 0) & FREE) != 0) {
            units += length(next);
            unlink(next);
        }
        if (units == PAGE_UNITS - FIRST_UNIT) {
            releasePage(start);
        } else {
            addFree(start, units);
        }
    }

    /**
     * Makes a block as long as it has to be, in its place where it can be.
     *
     * @return the block, which may be another now, with the bytes that both have room for
     */
    int resize(int block, int bytes) {
        int units = units(bytes);
        int before = length(block);
        if (units > before || before > PAGE_UNITS - FIRST_UNIT && units < before) {
            int moved = allocate(bytes);
            int kept = (Math.min(units, before) << UNIT_SHIFT) - HEADER_BYTES;
            page(moved).put(start(moved) + HEADER_BYTES, page(block), start(block) + HEADER_BYTES, kept);
            free(block);
            return moved;
        }
        if (units < before) {
            putInt(block, 0, units << FLAG_BITS | getInt(block, 0) & FLAGS);
            putInt(block + units, 0, before - units << FLAG_BITS);
            free(block + units);
        }
        return block;
    }

    /** How many pages there are. */
    int pageCount() {
        return pageCount;
    }

    byte getByte(int block, int at) {
        return page(block).get(start(block) + at);
    }

    short getShort(int block, int at) {
        return page(block).getShort(start(block) + at);
    }

    void putShort(int block, int at, short value) {
        page(block).putShort(start(block) + at, value);
    }

    int getInt(int block, int at) {
        return page(block).getInt(start(block) + at);
    }

    void putInt(int block, int at, int value) {
        page(block).putInt(start(block) + at, value);
    }

    long getLong(int block, int at) {
        return page(block).getLong(start(block) + at);
    }

    void putLong(int block, int at, long value) {
        page(block).putLong(start(block) + at, value);
    }

    /** A copy of some bytes of a block. */
    byte[] getBytes(int block, int at, int length) {
        byte[] bytes = new byte[length];
        page(block).get(start(block) + at, bytes);
        return bytes;
    }

    void putBytes(int block, int at, byte[] bytes, int from, int to) {
        page(block).put(start(block) + at, bytes, from, to - from);
    }

    /** Whether a block has the bytes of an array from an index to before another. */
    boolean hasBytes(int block, int at, byte[] bytes, int from, int to) {
        ByteBuffer page = page(block);
        int inPage = start(block) + at - from;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            if (page.getLong(inPage + i) != (long) WORD.get(bytes, i)) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (page.get(inPage + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer page(int block) {
        return pages[block >>> PAGE_SHIFT];
    }

    /** Where a block begins in its page. */
    private static int start(int block) {
        return (block & PAGE_UNITS - 1) << UNIT_SHIFT;
    }

    private static int units(int bytes) {
        return (bytes >>> UNIT_SHIFT) + ((bytes & (1 << UNIT_SHIFT) - 1) == 0 ? 0 : 1);
    }

    /** A block's length in units. */
    private int length(int block) {
        return getInt(block, 0) >>> FLAG_BITS;
    }

    /** Whether a number is a block's, or the end of a page. */
    private static boolean isInside(int block) {
        return (block & PAGE_UNITS - 1) != 0;
    }

    private int takeFree(int units) {
        int bin = bin(units);
        // blocks of a bin that is not exact may be too short
        int least = units <= EXACT_BINS ? bin : bin + 1;
        long fitting = least == BINS ? 0 : filledBins & -1L << least;
        if (fitting == 0) {
            return NONE;
        }
        int block = bins[Long.numberOfTrailingZeros(fitting)];
        int rest = length(block) - units;
        unlink(block);
        putInt(block, 0, units << FLAG_BITS);
        int next = block + units;
        if (rest > 0) {
            addFree(next, rest);
        } else if (isInside(next)) {
            putInt(next, 0, getInt(next, 0) & ~PREVIOUS_FREE);
        }
        return block;
    }

    private int takeFromTop(int units) {
        int end = (top | PAGE_UNITS - 1) + 1;
        // the end of a page is the beginning of the next, where no block is
        if (!isInside(top) || top + units > end) {
            openPage();
        }
        int block = top;
        reach(block + units);
        top = block + units;
        putInt(block, 0, units << FLAG_BITS);
        return block;
    }

    /** Leaves the rest of the top's page as a free block and goes on in a new page. */
    private void openPage() {
        int rest = isInside(top) ? PAGE_UNITS - (top & PAGE_UNITS - 1) : 0;
        if (rest > 0) {
            reach(top + rest);
            addFree(top, rest);
        }
        top = addPage(PAGE_UNITS) + FIRST_UNIT;
    }

    /** Makes the top's page long enough: the first page begins short and doubles. */
    private void reach(int end) {
        int number = top >>> PAGE_SHIFT;
        int needed = end - (number << PAGE_SHIFT);
        int units = pages[number].capacity() >>> UNIT_SHIFT;
        if (units < needed) {
            ByteBuffer longer = newPage(Math.max(Math.min(units * 2, PAGE_UNITS), needed));
            longer.put(0, pages[number], 0, pages[number].capacity());
            pages[number] = longer;
        }
    }

    private int allocatePage(int units) {
        int block = addPage(units + FIRST_UNIT) + FIRST_UNIT;
        putInt(block, 0, units << FLAG_BITS);
        return block;
    }

    private int addPage(int units) {
        int number = 0;
        if (pageCount == pages.length) {
            number = pageCount;
            pages = Arrays.copyOf(pages, pages.length * 2);
        }
        while (pages[number] != null) {
            number++;
        }
        pages[number] = newPage(units);
        pageCount++;
        return number << PAGE_SHIFT;
    }

    private static ByteBuffer newPage(int units) {
        return ByteBuffer.allocateDirect(units << UNIT_SHIFT).order(ORDER);
    }

    private void releasePage(int block) {
        pages[block >>> PAGE_SHIFT] = null;
        pageCount--;
    }

    private void addFree(int block, int units) {
        putInt(block, 0, units << FLAG_BITS | FREE);
        int next = block + units;
        putInt(block, (units << UNIT_SHIFT) - Integer.BYTES, units);
        if (isInside(next) && next != top) {
            putInt(next, 0, getInt(next, 0) | PREVIOUS_FREE);
        }
        int bin = bin(units);
        int first = bins[bin];
        putInt(block, PREVIOUS, NONE);
        putInt(block, NEXT, first);
        if (first != NONE) {
            putInt(first, PREVIOUS, block);
        }
        bins[bin] = block;
        filledBins |= 1L << bin;
    }

    private void unlink(int block) {
        int previous = getInt(block, PREVIOUS);
        int next = getInt(block, NEXT);
        if (next != NONE) {
            putInt(next, PREVIOUS, previous);
        }
        if (previous != NONE) {
            putInt(previous, NEXT, next);
            return;
        }
        int bin = bin(length(block));
        bins[bin] = next;
        if (next == NONE) {
            filledBins &= ~(1L << bin);
        }
    }

    private static int bin(int units) {
        if (units <= EXACT_BINS) {
            return units - 1;
        }
        int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(units);
        return EXACT_BINS + (log - EXACT_BITS) * 4 + (units >>> log - 2 & 3);
    }
}
