package dev.rollcall.registrar.sip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of a message at a time, the first one lowest. A test of all eight marks each byte that it finds by its
 * high bit; what stands above the lowest mark may be marked wrongly, since carries run upwards only.
 */
final class Words {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_ONE = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = 0x8080808080808080L;
    private static final long EACH_SPACE = 0x2020202020202020L;

    private Words() {}

    static long get(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    static void put(byte[] bytes, int at, long word) {
        WORD.set(bytes, at, word);
    }

    /** Marks the bytes that are not from 0x20 to 0x7e. */
    static long unprintable(long word) {
        return (word - EACH_SPACE | word | word + EACH_ONE) & EACH_HIGH_BIT;
    }

    /** Marks the bytes that are a certain ASCII character. */
    static long equal(long word, char c) {
        long zeros = word ^ c * EACH_ONE;
        return zeros - EACH_ONE & ~zeros & EACH_HIGH_BIT;
    }

    /** The index of the first of an ASCII character in a range, the range's end without one. */
    static int find(byte[] bytes, int from, int to, char c) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long marks = equal(get(bytes, i), c);
            if (marks != 0) {
                return i + first(marks);
            }
        }
        while (i < to && bytes[i] != c) {
            i++;
        }
        return i;
    }

    /** The index of the first byte that is marked, 8 without one. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
