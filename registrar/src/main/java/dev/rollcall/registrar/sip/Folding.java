package dev.rollcall.registrar.sip;

import java.util.Arrays;

/** Header fields over several lines (RFC 3261 7.3.1). */
final class Folding {
    private Folding() {}

    /** The message with each fold, and all white space around it, as one space; its body unchanged. */
    static byte[] unfold(byte[] bytes, int from, int to) {
        byte[] unfolded = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            if (!isLineEnd(bytes, i, to)) {
                unfolded[length++] = bytes[i++];
            } else if (isLineEnd(bytes, i + 2, to)) {
                System.arraycopy(bytes, i, unfolded, length, to - i);
                return Arrays.copyOf(unfolded, length + to - i);
            } else if (isWhite(bytes, i + 2, to)) {
                while (length > 0 && isWhite(unfolded, length - 1, length)) {
                    length--;
                }
                i += 2;
                while (isWhite(bytes, i, to)) {
                    i++;
                }
                unfolded[length++] = ' ';
            } else {
                unfolded[length++] = bytes[i++];
                unfolded[length++] = bytes[i++];
            }
        }
        return Arrays.copyOf(unfolded, length);
    }

    private static boolean isLineEnd(byte[] bytes, int at, int to) {
        return at + 1 < to && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    private static boolean isWhite(byte[] bytes, int at, int to) {
        return at < to && (bytes[at] == ' ' || bytes[at] == '\t');
    }
}
