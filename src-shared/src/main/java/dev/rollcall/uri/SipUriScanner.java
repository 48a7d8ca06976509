package dev.rollcall.uri;

/**
 * Scans one SIP or SIPS URI by the grammar of RFC 3261 25.1; components come out as offsets from its start. NOT
 * thread-safe.
 */
final class SipUriScanner {
    /** The most parameters, and the most headers, that a URI may have; more are refused. */
    static final int MAX_PARTS = 64;
    static final int ABSENT = -1;

    private static final int MAX_PORT = 65535;

    final byte[] bytes;
    final int from;
    final int to;
    boolean secure;
    int userStart = ABSENT;
    int userEnd = ABSENT;
    int passwordStart = ABSENT;
    int passwordEnd = ABSENT;
    int hostStart;
    int hostEnd;
    int port = ABSENT;
    int parametersStart;
    int headersStart;

    SipUriScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    boolean scan() {
        if (!AbsoluteUri.isSip(bytes, from, to)) {
            return false;
        }
        secure = bytes[from + 3] != ':';
        int start = from + (secure ? 5 : 4);
        int at = indexOf('@', start, to);
        if (at < to && !scanUserInfo(start, at)) {
            return false;
        }
        hostStart = at < to ? at + 1 : start;
        hostEnd = HostScanner.scan(bytes, hostStart, to);
        return hostEnd >= 0 && scanPort() && scanParameters() && scanHeaders();
    }

    /** Whether a range holds characters of a class and escapes only. */
    static boolean isRun(byte[] bytes, int from, int to, int classes) {
        int i = from;
        while (true) {
            i = SipChars.endOfRun(bytes, i, to, classes);
            if (i == to) {
                return true;
            }
            if (!isEscape(bytes, i, to)) {
                return false;
            }
            i += 3;
        }
    }

    static boolean isEscape(byte[] bytes, int at, int to) {
        return bytes[at] == '%'
                && at + 2 < to
                && SipChars.is(bytes[at + 1], SipChars.HEX)
                && SipChars.is(bytes[at + 2], SipChars.HEX);
    }

    private boolean scanUserInfo(int start, int at) {
        int colon = indexOf(':', start, at);
        userStart = start;
        userEnd = colon;
        if (colon < at) {
            passwordStart = colon + 1;
            passwordEnd = at;
        }
        return userEnd > userStart && isUser(start, colon)
                && (colon == at || isRun(bytes, colon + 1, at, SipChars.PASSWORD));
    }

    // OpenSIPS: raw bytes from 0x80 on pass in the user part, and its tables hold such users.
    private boolean isUser(int start, int end) {
        int i = start;
        while (i < end) {
            if (bytes[i] < 0 || SipChars.is(bytes[i], SipChars.USER)) {
                i++;
            } else if (isEscape(bytes, i, end)) {
                i += 3;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean scanPort() {
        parametersStart = hostEnd;
        if (hostEnd == to || bytes[hostEnd] != ':') {
            return true;
        }
        parametersStart = SipChars.endOfRun(bytes, hostEnd + 1, to, SipChars.DIGIT);
        int digits = parametersStart - hostEnd - 1;
        if (digits < 1 || digits > 9) {
            return false;
        }
        port = HostScanner.number(bytes, hostEnd + 1, parametersStart);
        return port <= MAX_PORT;
    }

    private boolean scanParameters() {
        int i = parametersStart;
        int count = 0;
        while (i < to && bytes[i] == ';') {
            int end = endOfPart(i + 1, ';', '?');
            int equal = indexOf('=', i + 1, end);
            boolean valid = equal > i + 1
                    && isRun(bytes, i + 1, equal, SipChars.PARAMETER)
                    && (equal == end || equal + 1 < end && isRun(bytes, equal + 1, end, SipChars.PARAMETER));
            // RFC 3261 19.1.1: no parameter name may be there twice.
            if (!valid || ++count > MAX_PARTS || isEarlierParameter(i + 1, equal)) {
                return false;
            }
            i = end;
        }
        headersStart = i;
        return i == to || bytes[i] == '?';
    }

    private boolean isEarlierParameter(int nameStart, int nameEnd) {
        int i = parametersStart;
        while (i + 1 < nameStart) {
            int end = endOfPart(i + 1, ';', '?');
            int equal = indexOf('=', i + 1, end);
            if (equal - i - 1 == nameEnd - nameStart
                    && Ascii.equalsIgnoreCase(bytes, i + 1, bytes, nameStart, nameEnd - nameStart)) {
                return true;
            }
            i = end;
        }
        return false;
    }

    private boolean scanHeaders() {
        int i = headersStart;
        int count = 0;
        while (i < to) {
            int end = endOfPart(i + 1, '&', '&');
            int equal = indexOf('=', i + 1, end);
            boolean valid = equal > i + 1
                    && equal < end
                    && isRun(bytes, i + 1, equal, SipChars.HEADER)
                    && isRun(bytes, equal + 1, end, SipChars.HEADER);
            if (!valid || ++count > MAX_PARTS) {
                return false;
            }
            i = end;
        }
        return true;
    }

    private int endOfPart(int start, int first, int second) {
        int i = start;
        while (i < to && bytes[i] != first && bytes[i] != second) {
            i++;
        }
        return i;
    }

    private int indexOf(int c, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != c) {
            i++;
        }
        return i;
    }
}
