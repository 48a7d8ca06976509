package dev.rollcall.contactid;

import java.nio.charset.StandardCharsets;

/**
 * OpenSIPS' 32-bit hash of an AOR.
 *
 * <p>The text is read as big-endian words of four bytes, the last one shorter (and folded even when empty); each word w
 * adds {@code w ^ (w >>> 3)}. All arithmetic is modulo 2^32. The empty text hashes to 0.
 */
public final class CoreHash {
    private CoreHash() {}

    /** The hash of a text's UTF-8 bytes. */
    public static int of(String text, CharSign sign) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length, sign);
    }

    /** The hash of {@code length} bytes from {@code offset} on. */
    public static int of(byte[] bytes, int offset, int length, CharSign sign) {
        return sign == CharSign.SIGNED ? signed(bytes, offset, length) : unsigned(bytes, offset, length);
    }

    // Sign extension lets a high byte borrow from the bytes above it: words are sums, not ors.
    private static int signed(byte[] bytes, int offset, int length) {
        int hash = 0;
        int tail = offset + (length & ~3);
        int end = offset + length;
        for (int i = offset; i < tail; i += 4) {
            hash += fold((bytes[i] << 24) + (bytes[i + 1] << 16) + (bytes[i + 2] << 8) + bytes[i + 3]);
        }
        int word = 0;
        for (int i = tail; i < end; i++) {
            word = (word << 8) + bytes[i];
        }
        return finish(hash + fold(word));
    }

    private static int unsigned(byte[] bytes, int offset, int length) {
        int hash = 0;
        int tail = offset + (length & ~3);
        int end = offset + length;
        for (int i = offset; i < tail; i += 4) {
            hash += fold((bytes[i] & 0xff) << 24
                    | (bytes[i + 1] & 0xff) << 16
                    | (bytes[i + 2] & 0xff) << 8
                    | (bytes[i + 3] & 0xff));
        }
        int word = 0;
        for (int i = tail; i < end; i++) {
            word = word << 8 | (bytes[i] & 0xff);
        }
        return finish(hash + fold(word));
    }

    private static int fold(int word) {
        return word ^ (word >>> 3);
    }

    private static int finish(int hash) {
        return hash + (hash >>> 11) + (hash >>> 13) + (hash >>> 23);
    }
}
