package dev.rollcall.registrar.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a message as they are put together. NOT thread-safe. */
final class MessageWriter {
    private static final int INITIAL_BYTES = 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    MessageWriter put(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return put(encoded, 0, encoded.length);
    }

    MessageWriter put(byte[] source, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
        return this;
    }

    MessageWriter endLine() {
        return put(CRLF, 0, CRLF.length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
