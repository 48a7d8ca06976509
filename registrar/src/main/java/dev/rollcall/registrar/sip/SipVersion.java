package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;

/** The SIP version of a start line (RFC 3261 7.1): {@code SIP/2.0} in any case is the one that is spoken. */
final class SipVersion {
    private SipVersion() {}

    /** Whether a range begins with SIP and a slash. */
    static boolean begins(byte[] bytes, int from, int to) {
        return to - from >= 4
                && (bytes[from] | 0x20) == 's'
                && (bytes[from + 1] | 0x20) == 'i'
                && (bytes[from + 2] | 0x20) == 'p'
                && bytes[from + 3] == '/';
    }

    /** Where the version ends that starts at {@code from}, of whatever number; -1 if there is none. */
    static int end(byte[] bytes, int from, int to) {
        if (!begins(bytes, from, to)) {
            return -1;
        }
        int major = SipChars.endOfRun(bytes, from + 4, to, SipChars.DIGIT);
        if (major == from + 4 || major == to || bytes[major] != '.') {
            return -1;
        }
        int minor = SipChars.endOfRun(bytes, major + 1, to, SipChars.DIGIT);
        return minor == major + 1 ? -1 : minor;
    }

    /** Whether the version in a range that {@link #end} has recognised is 2.0. */
    static boolean isSpoken(byte[] bytes, int from, int to) {
        return to - from == 7 && bytes[from + 4] == '2' && bytes[from + 6] == '0';
    }
}
