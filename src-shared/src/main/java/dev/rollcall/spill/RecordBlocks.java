package dev.rollcall.spill;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The records that are in memory: in blocks, so that a few of them take little. Not thread-safe. */
final class RecordBlocks {
    private static final int BLOCK_BITS = 20;
    private static final int BLOCK_STEP = 1 << BLOCK_BITS;
    /**
     * A record lies in one block. With its header the array takes no more than a megabyte: a byte more, and G1, whose
     * regions are that large, gives it a second one.
     */
    static final int BLOCK_BYTES = BLOCK_STEP - 32;
    /** What a record takes besides its bytes and their length: its place, and the same once more while it is sorted. */
    private static final int OVERHEAD = 2 * Integer.BYTES;
    /** Below it a run is sorted by insertion. */
    private static final int SMALL = 8;

    private final List<byte[]> blocks = new ArrayList<>();
    private final int maxBytes;
    private int[] places = new int[1024];
    private int count;
    /** Where the next record goes. */
    private int end;

    /** @param maxBytes how much memory the records may take, below 2 GB */
    RecordBlocks(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int count() {
        return count;
    }

    /** How many bytes the records take where they are written one behind the other. */
    long writtenBytes() {
        return end;
    }

    /** Takes a record in; false where it does not fit any more. */
    boolean add(ByteBuffer record) {
        int length = Integer.BYTES + record.remaining();
        int inBlock = offset(end);
        int place = inBlock + length > BLOCK_BYTES ? end - inBlock + BLOCK_STEP : end;
        if ((long) place + length + (long) OVERHEAD * (count + 1) > maxBytes) {
            return false;
        }
        while (blocks.size() <= place >>> BLOCK_BITS) {
            blocks.add(new byte[BLOCK_BYTES]);
        }
        ByteBuffer.wrap(block(place), offset(place), length).putInt(record.remaining()).put(record);
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = place;
        end = place + length;
        return true;
    }

    private byte[] block(int place) {
        return blocks.get(place >>> BLOCK_BITS);
    }

    private static int offset(int place) {
        return place & BLOCK_STEP - 1;
    }

    /** A record with its length in front, by its number; the numbers are the order once it is {@link #sort}ed. */
    ByteBuffer written(int number) {
        int place = places[number];
        int length = ByteBuffer.wrap(block(place)).getInt(offset(place));
        return ByteBuffer.wrap(block(place), offset(place), Integer.BYTES + length);
    }

    void clear() {
        count = 0;
        end = 0;
    }

    /** Gives the memory back; nothing is added any more. */
    void release() {
        blocks.clear();
        places = new int[0];
    }

    void sort() {
        sort(Arrays.copyOf(places, count), places, 0, count);
    }

    /** Sorts a range into {@code target}; both arrays hold the same places there. */
    private void sort(int[] source, int[] target, int from, int to) {
        if (to - from < SMALL) {
            insert(target, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(target, source, from, middle);
        sort(target, source, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean fromLeft = right == to || left < middle && compare(source[left], source[right]) <= 0;
            target[i] = fromLeft ? source[left++] : source[right++];
        }
    }

    private void insert(int[] array, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int place = array[i];
            int free = i;
            for (; free > from && compare(array[free - 1], place) > 0; free--) {
                array[free] = array[free - 1];
            }
            array[free] = place;
        }
    }

    private int compare(int one, int other) {
        return RecordOrder.compareWritten(block(one), offset(one), block(other), offset(other));
    }
}
