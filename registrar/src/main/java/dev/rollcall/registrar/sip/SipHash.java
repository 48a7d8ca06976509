package dev.rollcall.registrar.sip;

/** SipHash-2-4, a keyed 64-bit hash. NOT thread-safe. */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long word;
    private int length;

    SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    void add(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            word |= (bytes[i] & 0xffL) << (length % Long.BYTES * Byte.SIZE);
            length++;
            if (length % Long.BYTES == 0) {
                compress();
            }
        }
    }

    /** The hash of all bytes added; nothing may be added afterwards. */
    long value() {
        word |= (long) length << 56;
        compress();
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress() {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        word = 0;
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
