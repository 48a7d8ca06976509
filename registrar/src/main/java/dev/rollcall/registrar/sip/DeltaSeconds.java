package dev.rollcall.registrar.sip;

/** A number of seconds from 0 to 2^32-1 (RFC 3261 20.19). */
final class DeltaSeconds {
    private static final long MAX = 0xffff_ffffL;

    private DeltaSeconds() {}

    /** The number that a range of bytes holds, -1 where it is none; no range is none. */
    static long parse(byte[] bytes, int from, int to) {
        if (from < 0 || from == to) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            value = value * 10 + digit;
            if (digit < 0 || digit > 9 || value > MAX) {
                return -1;
            }
        }
        return value;
    }
}
