package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;

/** The Content-Length of a message whose headers are complete (RFC 3261 20.14). */
final class ContentLength {
    /** There is none. */
    static final long MISSING = -1;
    /** There is one that is no number, or more than one. */
    static final long MALFORMED = -2;

    private static final int MAX_DIGITS = 15;

    private ContentLength() {}

    /** The value in the header lines that end with the empty line at {@code to}, or what is wrong with it. */
    static long find(byte[] bytes, int from, int to) {
        long found = MISSING;
        int line = endOfLine(bytes, from, to);
        while (line < to) {
            int end = endOfHeader(bytes, line, to);
            int nameEnd = mayBegin(bytes[line]) ? SipChars.endOfRun(bytes, line, end, SipChars.TOKEN) : line;
            if (nameEnd > line && HeaderName.of(bytes, line, nameEnd) == HeaderName.CONTENT_LENGTH) {
                if (found != MISSING) {
                    return MALFORMED;
                }
                int colon = SipChars.endOfSpace(bytes, nameEnd, end);
                found = colon < end && bytes[colon] == ':' ? parse(bytes, colon + 1, end) : MALFORMED;
            }
            line = end;
        }
        return found;
    }

    /** Whether a header that begins so can be Content-Length or its short form, "l": most are told apart by it. */
    private static boolean mayBegin(byte letter) {
        int lower = letter | 0x20;
        return lower == 'c' || lower == 'l';
    }

    /** The number in a header's value, with white space around it. */
    static long parse(byte[] bytes, int from, int to) {
        int start = endOfWhite(bytes, from, to);
        int end = SipChars.endOfRun(bytes, start, to, SipChars.DIGIT);
        if (end == start || end - start > MAX_DIGITS || endOfWhite(bytes, end, to) != to) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** Behind the line's LF and behind all lines that continue it. */
    private static int endOfHeader(byte[] bytes, int from, int to) {
        int end = endOfLine(bytes, from, to);
        while (end < to && (bytes[end] == ' ' || bytes[end] == '\t')) {
            end = endOfLine(bytes, end, to);
        }
        return end;
    }

    private static int endOfLine(byte[] bytes, int from, int to) {
        return Math.min(Words.find(bytes, from, to, '\n') + 1, to);
    }

    private static int endOfWhite(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n')) {
            i++;
        }
        return i;
    }
}
