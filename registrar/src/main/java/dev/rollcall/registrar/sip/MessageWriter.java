package dev.rollcall.registrar.sip;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a message as they are put together; to be used again for the next one. NOT thread-safe. */
public final class MessageWriter {
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

    /** Puts a text in UTF-8. */
    public MessageWriter put(String text) {
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

    /** Puts a whole array. */
    public MessageWriter put(byte[] source) {
        return put(source, 0, source.length);
    }

    /** Puts a run of bytes. */
    public MessageWriter put(Octets octets) {
        return put(octets.array(), octets.from(), octets.to());
    }

    /** Puts the bytes of an array from an index to before another. */
    public MessageWriter put(byte[] source, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /** Puts one character. */
    public MessageWriter put(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Puts a number that is not negative. */
    public MessageWriter putNumber(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        makeRoom(digits);
        length += digits;
        long rest = number;
        for (int at = length - 1; at >= length - digits; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Puts sixteen hex digits. */
    MessageWriter putHex(long bits) {
        makeRoom(16);
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX_DIGITS[(int) (bits >>> shift) & 0xf];
        }
        return this;
    }

    /** Puts CR and LF. */
    public MessageWriter endLine() {
        return put(CRLF);
    }

    /** The array that the message begins in, until the next one is put together. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes have been put. */
    public int length() {
        return length;
    }

    private void makeRoom(int more) {
        int needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
