package dev.rollcall.uri;

/**
 * Recognises a host: a name, an IPv4 address, or an IPv6 address in brackets (RFC 3261 25.1).
 *
 * <p>Wider than the RFC in two points that phones and tables really have: a label may hold an underscore, and the last
 * label may begin with a digit as long as the host does not look like an IPv4 address.
 */
public final class HostScanner {
    private static final int MAX_GROUPS = 8;

    private HostScanner() {}

    /** Where the host ends that starts at {@code from}, or -1 if there is none; allocates nothing. */
    public static int scan(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == '[') {
            int close = from + 1;
            while (close < to && bytes[close] != ']') {
                close++;
            }
            return close < to && isIpv6(bytes, from + 1, close) ? close + 1 : -1;
        }
        int end = SipChars.endOfRun(bytes, from, to, SipChars.HOST);
        boolean digitsAndDots = SipChars.endOfRun(bytes, from, end, SipChars.IPV4) == end;
        boolean host = digitsAndDots ? isIpv4(bytes, from, end) : isName(bytes, from, end);
        return host ? end : -1;
    }

    /** Whether a range holds an IPv6 address without brackets. */
    public static boolean isIpv6(byte[] bytes, int from, int to) {
        int groups = 0;
        boolean gap = false;
        int i = from;
        while (i < to) {
            if (bytes[i] == ':') {
                boolean doubled = i + 1 < to && bytes[i + 1] == ':';
                // A single colon stands between two groups only; "::" once.
                if (doubled ? gap : i == from || i + 1 == to || bytes[i - 1] == ':') {
                    return false;
                }
                gap |= doubled;
                i += doubled ? 2 : 1;
                if (doubled && i < to && bytes[i] == ':') {
                    return false;
                }
                continue;
            }
            int end = SipChars.endOfRun(bytes, i, to, SipChars.HEX);
            if (end < to && bytes[end] == '.') {
                groups += 2;
                return isIpv4(bytes, i, to) && (gap ? groups < MAX_GROUPS : groups == MAX_GROUPS);
            }
            if (end == i || end - i > 4 || end < to && bytes[end] != ':') {
                return false;
            }
            groups++;
            i = end;
        }
        return gap ? groups < MAX_GROUPS : groups == MAX_GROUPS;
    }

    private static boolean isIpv4(byte[] bytes, int from, int to) {
        int numbers = 0;
        int i = from;
        while (i < to) {
            int end = SipChars.endOfRun(bytes, i, to, SipChars.DIGIT);
            if (end == i || end - i > 3 || number(bytes, i, end) > 255) {
                return false;
            }
            numbers++;
            if (end == to) {
                return numbers == 4;
            }
            if (bytes[end] != '.') {
                return false;
            }
            i = end + 1;
        }
        return false;
    }

    /** The value of at most nine digits. */
    static int number(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static boolean isName(byte[] bytes, int from, int to) {
        int label = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == '.') {
                boolean trailingDot = i == to && label == to && label > from;
                if (!trailingDot && (i == label || bytes[label] == '-' || bytes[i - 1] == '-')) {
                    return false;
                }
                label = i + 1;
            }
        }
        return true;
    }
}
