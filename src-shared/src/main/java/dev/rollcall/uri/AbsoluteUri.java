package dev.rollcall.uri;

/** A URI of any scheme (RFC 3261 25.1): SIP URIs by their own grammar, others by their characters. */
public final class AbsoluteUri {
    private AbsoluteUri() {}

    /** Whether a range holds a URI, and a well-formed one if its scheme is sip or sips. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        if (isSip(bytes, from, to)) {
            return SipUri.isValid(bytes, from, to);
        }
        int colon = endOfScheme(bytes, from, to);
        return colon >= 0 && colon + 1 < to && SipUriScanner.isRun(bytes, colon + 1, to, SipChars.URI);
    }

    /** Whether a range begins with the scheme sip or sips and a colon. */
    public static boolean isSip(byte[] bytes, int from, int to) {
        int colon = endOfScheme(bytes, from, to);
        int length = colon - from;
        return (length == 3 || length == 4 && Ascii.lowerCase(bytes[from + 3]) == 's')
                && Ascii.lowerCase(bytes[from]) == 's'
                && Ascii.lowerCase(bytes[from + 1]) == 'i'
                && Ascii.lowerCase(bytes[from + 2]) == 'p';
    }

    /** Where the colon behind the scheme is, or -1 without one. */
    private static int endOfScheme(byte[] bytes, int from, int to) {
        int end = SipChars.endOfRun(bytes, from, to, SipChars.SCHEME);
        boolean scheme = end < to && bytes[end] == ':' && end > from && SipChars.is(bytes[from], SipChars.ALPHA);
        return scheme ? end : -1;
    }
}
