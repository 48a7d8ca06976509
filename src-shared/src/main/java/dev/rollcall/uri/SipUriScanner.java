package dev.rollcall.uri;

/**
 * Scans one SIP or SIPS URI by the grammar of RFC 3261 25.1; components come out as offsets into the bytes. NOT
 * thread-safe; may be used again and again.
 */
public final class SipUriScanner {
    /** The most parameters, and the most headers, that a URI may have; more are refused. */
    static final int MAX_PARTS = 64;
    static final int ABSENT = -1;

    private static final int MAX_PORT = 65535;
    private static final byte[] NO_BYTES = {};

    byte[] bytes = NO_BYTES;
    int from;
    int to;
    boolean secure;
    int userStart;
    int userEnd;
    int passwordStart;
    int passwordEnd;
    int hostStart;
    int hostEnd;
    int port;
    int parametersStart;
    int headersStart;

    /** Scans the URI that a whole range must hold; false if it is malformed, and then nothing may be asked for. */
    public boolean scan(byte[] source, int start, int end) {
        bytes = source;
        from = start;
        to = end;
        int behindScheme = AbsoluteUri.behindSipScheme(source, start, end);
        if (behindScheme < 0) {
            return false;
        }
        secure = source[start + 3] != ':';
        if (!scanUserInfo(behindScheme)) {
            return false;
        }
        hostEnd = HostScanner.scan(source, hostStart, end);
        return hostEnd >= 0 && scanPort() && (parametersStart == end || scanParameters() && scanHeaders());
    }

    /** Whether the URI has headers behind a question mark, which no Request-URI may have (RFC 3261 19.1.1). */
    public boolean hasHeaders() {
        return headersStart < to;
    }

    /** Where the user part starts. */
    public int userStart() {
        return userStart;
    }

    /** Where the user part ends; its start if there is none. */
    public int userEnd() {
        return userEnd;
    }

    /** Where the host starts, which may be an IPv6 address in brackets. */
    public int hostStart() {
        return hostStart;
    }

    /** Where the host ends. */
    public int hostEnd() {
        return hostEnd;
    }

    /** Where a run of characters of some classes and of escapes ends. */
    static int endOfRun(byte[] bytes, int from, int to, int classes) {
        int i = SipChars.endOfRun(bytes, from, to, classes);
        while (i < to && isEscape(bytes, i, to)) {
            i = SipChars.endOfRun(bytes, i + 3, to, classes);
        }
        return i;
    }

    static boolean isEscape(byte[] bytes, int at, int to) {
        return bytes[at] == '%'
                && at + 2 < to
                && SipChars.is(bytes[at + 1], SipChars.HEX)
                && SipChars.is(bytes[at + 2], SipChars.HEX);
    }

    /** Scans what stands before an '@', or finds that there is none; false if it is malformed. */
    private boolean scanUserInfo(int start) {
        int end = endOfUser(start);
        int at = end < to && bytes[end] == ':' ? endOfRun(bytes, end + 1, to, SipChars.PASSWORD) : end;
        if (at == to || bytes[at] != '@') {
            userStart = start;
            userEnd = start;
            passwordStart = ABSENT;
            passwordEnd = ABSENT;
            hostStart = start;
            return indexOf('@', at, to) == to;
        }
        userStart = start;
        userEnd = end;
        passwordStart = at == end ? ABSENT : end + 1;
        passwordEnd = at;
        hostStart = at + 1;
        return end > start;
    }

    // OpenSIPS: raw bytes from 0x80 on pass in the user part, and its tables hold such users.
    private int endOfUser(int start) {
        int i = endOfRun(bytes, start, to, SipChars.USER);
        while (i < to && bytes[i] < 0) {
            i = endOfRun(bytes, i + 1, to, SipChars.USER);
        }
        return i;
    }

    private boolean scanPort() {
        port = ABSENT;
        parametersStart = hostEnd;
        headersStart = to;
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
            int nameEnd = endOfRun(bytes, i + 1, to, SipChars.PARAMETER);
            boolean valued = nameEnd < to && bytes[nameEnd] == '=';
            int end = valued ? endOfRun(bytes, nameEnd + 1, to, SipChars.PARAMETER) : nameEnd;
            boolean valid = nameEnd > i + 1
                    && (!valued || end > nameEnd + 1)
                    && (end == to || bytes[end] == ';' || bytes[end] == '?');
            // RFC 3261 19.1.1: no parameter name may be there twice.
            if (!valid || ++count > MAX_PARTS || isEarlierParameter(i + 1, nameEnd)) {
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
            int end = indexOf(';', i + 1, nameStart);
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
            int equal = endOfRun(bytes, i + 1, to, SipChars.HEADER);
            if (equal == i + 1 || equal == to || bytes[equal] != '=' || ++count > MAX_PARTS) {
                return false;
            }
            i = endOfRun(bytes, equal + 1, to, SipChars.HEADER);
            if (i < to && bytes[i] != '&') {
                return false;
            }
        }
        return true;
    }

    private int indexOf(int c, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != c) {
            i++;
        }
        return i;
    }
}
