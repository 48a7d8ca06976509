package dev.rollcall.uri;

/** A URI of any scheme (RFC 3261 25.1): SIP URIs by their own grammar, others by their characters. */
public final class AbsoluteUri {
    private AbsoluteUri() {}

    /** Whether a range holds a URI, and a well-formed one if its scheme is sip or sips. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        if (isSip(bytes, from, to)) {
            return SipUri.isValid(bytes, from, to);
        }
        return isOther(bytes, from, to);
    }

    /** Whether a range begins with the scheme sip or sips and a colon. */
    public static boolean isSip(byte[] bytes, int from, int to) {
        return behindSipScheme(bytes, from, to) >= 0;
    }

    /** Where a URI goes on behind {@code sip:} or {@code sips:}, or -1 where its scheme is another. */
    static int behindSipScheme(byte[] bytes, int from, int to) {
        boolean sip = to - from > 3
                && (bytes[from] | 0x20) == 's'
                && (bytes[from + 1] | 0x20) == 'i'
                && (bytes[from + 2] | 0x20) == 'p';
        if (!sip) {
            return -1;
        }
        if (bytes[from + 3] == ':') {
            return from + 4;
        }
        return to - from > 4 && (bytes[from + 3] | 0x20) == 's' && bytes[from + 4] == ':' ? from + 5 : -1;
    }

    /** Whether a range holds a URI, whose scheme is neither sip nor sips. */
    static boolean isOther(byte[] bytes, int from, int to) {
        int colon = SipChars.endOfRun(bytes, from, to, SipChars.SCHEME);
        return colon > from
                && colon + 1 < to
                && bytes[colon] == ':'
                && SipChars.is(bytes[from], SipChars.ALPHA)
                && SipUriScanner.endOfRun(bytes, colon + 1, to, SipChars.URI) == to;
    }
}
