package dev.rollcall.registrar.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a message as they are put together; to be used again for the next one. NOT thread-safe. */
final class MessageWriter {
    private static final int INITIAL_BYTES = 1024;
    /** What is kept from one message to the next; one that needed more was a rare one. */
    private static final int MAX_KEPT_BYTES = 1 << 16;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** Begins a new message. */
    MessageWriter begin() {
        length = 0;
        if (bytes.length > MAX_KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
        return this;
    }

    MessageWriter put(String text) {
        int characters = text.length();
        makeRoom(characters);
        for (int i = 0; i < characters; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return put(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[length + i] = (byte) c;
        }
        length += characters;
        return this;
    }

    MessageWriter put(byte[] source) {
        return put(source, 0, source.length);
    }

    MessageWriter put(byte[] source, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    MessageWriter put(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Puts a number that is not negative. */
    MessageWriter putNumber(int number) {
        if (number >= 10) {
            putNumber(number / 10);
        }
        return put((char) ('0' + number % 10));
    }

    /** Puts sixteen hex digits. */
    MessageWriter putHex(long bits) {
        makeRoom(16);
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX_DIGITS[(int) (bits >>> shift) & 0xf];
        }
        return this;
    }

    MessageWriter endLine() {
        return put(CRLF);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void makeRoom(int more) {
        int needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
