package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;

/** The CSeq header field: a number below 2^31 and a method (RFC 3261 8.1.1.5 and 20.16). */
final class CSeq {
    private static final long MAX = Integer.MAX_VALUE;

    private CSeq() {}

    /** The number in a value, or -1 where the value is malformed; leading zeros are allowed. */
    static long number(byte[] bytes, int from, int to) {
        int end = SipChars.endOfRun(bytes, from, to, SipChars.DIGIT);
        int method = methodStart(bytes, from, to);
        boolean valid = end > from && method > end && method < to
                && SipChars.endOfRun(bytes, method, to, SipChars.TOKEN) == to;
        if (!valid) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < end; i++) {
            number = number * 10 + bytes[i] - '0';
            if (number > MAX) {
                return -1;
            }
        }
        return number;
    }

    /** Where the method starts: behind digits and white space. */
    static int methodStart(byte[] bytes, int from, int to) {
        return SipChars.endOfSpace(bytes, SipChars.endOfRun(bytes, from, to, SipChars.DIGIT), to);
    }
}
