package dev.rollcall.octets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** SipHash-2-4, a keyed hash of 64 or 128 bits: who does not know the key cannot choose it. NOT thread-safe. */
public final class SipHash {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;
    private final boolean wide;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long word;
    private int length;

    private SipHash(long key0, long key1, boolean wide) {
        this.key0 = key0;
        this.key1 = key1;
        this.wide = wide;
        restart();
    }

    /** Forgets what was added: the next hash under the same key begins. */
    public void restart() {
        word = 0;
        length = 0;
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL ^ (wide ? 0xee : 0);
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    /** A hash of 64 bits: {@link #value} is all of it. */
    public static SipHash of64(long key0, long key1) {
        return new SipHash(key0, key1, false);
    }

    /** A hash of 128 bits: {@link #value}, then {@link #secondValue}. */
    public static SipHash of128(long key0, long key1) {
        return new SipHash(key0, key1, true);
    }

    /** Adds the bytes of an array from an index to before another. */
    public void add(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            addWord((long) WORD.get(bytes, i));
        }
        for (; i < to; i++) {
            add(bytes[i]);
        }
    }

    /** Adds one byte. */
    public void add(byte b) {
        word |= (b & 0xffL) << (length % Long.BYTES * Byte.SIZE);
        length++;
        if (length % Long.BYTES == 0) {
            compress(word);
            word = 0;
        }
    }

    /** Adds the eight bytes of a word, the lowest first. */
    public void addWord(long bytes) {
        int pending = length % Long.BYTES * Byte.SIZE;
        compress(word | bytes << pending);
        // Shifting by all 64 bits would shift by none.
        word = pending == 0 ? 0 : bytes >>> Long.SIZE - pending;
        length += Long.BYTES;
    }

    /** The hash of all bytes added; nothing may be added afterwards, before a {@link #restart}. */
    public long value() {
        compress(word | (long) length << 56);
        v2 ^= wide ? 0xee : 0xff;
        return finish();
    }

    /** The other 64 bits, once, after {@link #value}. */
    public long secondValue() {
        v1 ^= 0xdd;
        return finish();
    }

    private long finish() {
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress(long bytes) {
        v3 ^= bytes;
        round();
        round();
        v0 ^= bytes;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
