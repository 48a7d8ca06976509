package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.util.Arrays;

/**
 * A header name of up to sixteen bytes as two words, compared in two steps, whatever the case of its letters.
 *
 * @param low the first eight bytes in lower case, zero behind the name's end
 * @param high the other eight
 * @param lowFold the bits that make its letters lower case; none for a hyphen, which a CR would become
 * @param lowMask ones where the name has bytes
 */
record NameWords(long low, long lowFold, long lowMask, long high, long highFold, long highMask) {
    /** How many bytes are looked at. */
    static final int BYTES = 2 * Long.BYTES;

    /** The words of a name in lower case. */
    static NameWords of(byte[] lowerCase) {
        byte[] name = Arrays.copyOf(lowerCase, BYTES);
        byte[] fold = new byte[BYTES];
        byte[] mask = new byte[BYTES];
        for (int i = 0; i < lowerCase.length; i++) {
            fold[i] = (byte) (SipChars.is(lowerCase[i], SipChars.ALPHA) ? 0x20 : 0);
            mask[i] = -1;
        }
        return new NameWords(
                Words.get(name, 0), Words.get(fold, 0), Words.get(mask, 0),
                Words.get(name, Long.BYTES), Words.get(fold, Long.BYTES), Words.get(mask, Long.BYTES));
    }

    /** Whether the name begins at an index; what follows it is not looked at. */
    boolean areAt(byte[] bytes, int from) {
        if (from + BYTES > bytes.length) {
            return areAt(Arrays.copyOfRange(bytes, from, from + BYTES), 0);
        }
        return ((Words.get(bytes, from) | lowFold) & lowMask) == low
                && ((Words.get(bytes, from + Long.BYTES) | highFold) & highMask) == high;
    }
}
