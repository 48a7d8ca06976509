package dev.rollcall.uri;

/** Case folding of A to Z, the only one that SIP knows. */
public final class Ascii {
    private Ascii() {}

    /** A character, or a byte, in lower case. */
    public static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }

    /** Whether two runs of bytes of one length are the same in any case. */
    public static boolean equalsIgnoreCase(byte[] left, int leftFrom, byte[] right, int rightFrom, int length) {
        for (int i = 0; i < length; i++) {
            if (lowerCase(left[leftFrom + i]) != lowerCase(right[rightFrom + i])) {
                return false;
            }
        }
        return true;
    }
}
