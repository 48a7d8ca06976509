package dev.rollcall.registrar.sip;

import java.util.Arrays;

/** SipHash-2-4 with 128 bits, a keyed hash. To be used again and again. NOT thread-safe. */
final class SipHash {
    private static final int INITIAL_BYTES = 256;

    private final long key0;
    private final long key1;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private long first;
    private long second;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Begins with another run of bytes. */
    SipHash begin() {
        length = 0;
        return this;
    }

    SipHash add(byte[] source, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    SipHash add(byte b) {
        makeRoom(1);
        bytes[length++] = b;
        return this;
    }

    /** Adds the eight bytes of a word, the lowest first. */
    SipHash addWord(long word) {
        makeRoom(Long.BYTES);
        Words.put(bytes, length, word);
        length += Long.BYTES;
        return this;
    }

    /** Hashes what was added since {@link #begin}. */
    void finish() {
        int tail = length & -Long.BYTES;
        // The bytes behind the last whole word, zeros, and the length in the highest byte.
        Words.put(bytes, length, 0);
        hash(tail, Words.get(bytes, tail) | (long) length << 56);
    }

    /** The first 64 bits. */
    long first() {
        return first;
    }

    /** The other 64 bits. */
    long second() {
        return second;
    }

    /** Two rounds a word, then twice four, each four ending in one half of the hash. All in locals: that is its speed. */
    private void hash(int tail, long lastWord) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        for (int at = 0; at <= tail + 2 * Long.BYTES; at += Long.BYTES) {
            long word = at < tail ? Words.get(bytes, at) : at == tail ? lastWord : 0;
            v2 ^= at == tail + Long.BYTES ? 0xee : 0;
            v1 ^= at == tail + 2 * Long.BYTES ? 0xdd : 0;
            v3 ^= word;
            for (int round = at <= tail ? 2 : 4; round > 0; round--) {
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
            v0 ^= word;
            first = at == tail + Long.BYTES ? v0 ^ v1 ^ v2 ^ v3 : first;
        }
        second = v0 ^ v1 ^ v2 ^ v3;
    }

    /** Always a word more, for what {@link #finish} writes behind the end. */
    private void makeRoom(int more) {
        int needed = length + more + Long.BYTES;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
