package dev.rollcall.uri;

/**
 * Scans the values of Contact, From, To, Path and their like: {@code "display" <uri>;parameters}, or a bare URI, commas
 * between them (RFC 3261 20.10 and 25.1). Offsets out, nothing allocated but room for parameters. NOT thread-safe; may
 * be used again and again.
 */
public final class AddressScanner {
    private static final byte[] NO_BYTES = {};

    private final ParameterScanner parameters = new ParameterScanner();
    private final SipUriScanner sipUri = new SipUriScanner();
    private byte[] bytes = NO_BYTES;
    private int to;
    private int position;
    private int displayStart;
    private int displayEnd;
    private int uriStart;
    private int uriEnd;
    private boolean bracketed;
    private boolean sip;

    /** Begins with the header value or list of them in a range; white space around it is passed over. */
    public AddressScanner begin(byte[] source, int start, int end) {
        bytes = source;
        position = start;
        to = end;
        return this;
    }

    /** Scans the one value that the whole range must hold; false if it is malformed. */
    public boolean single() {
        return next() && position == to;
    }

    /** Scans the next value up to its comma or the end; false if it is malformed. */
    public boolean next() {
        position = SipChars.endOfSpace(bytes, position, to);
        if (!scanAddress()) {
            return false;
        }
        position = parameters.scan(bytes, position, to);
        return position >= 0 && (position == to || bytes[position] == ',');
    }

    /** Steps over the comma behind the value just scanned; false at the end. */
    public boolean comma() {
        if (position == to) {
            return false;
        }
        position++;
        return true;
    }

    /** Where the display name starts, quotes included. */
    public int displayStart() {
        return displayStart;
    }

    /** Where the display name ends; its start if there is none. */
    public int displayEnd() {
        return displayEnd;
    }

    /** Where the URI starts, behind the angle bracket. */
    public int uriStart() {
        return uriStart;
    }

    /** Where the URI ends. */
    public int uriEnd() {
        return uriEnd;
    }

    /** Whether the URI's scheme is sip or sips. */
    public boolean isSip() {
        return sip;
    }

    /** The parts of the URI, where it {@link #isSip}. */
    public SipUriScanner sipUri() {
        return sipUri;
    }

    /** Whether the URI stood in angle brackets. */
    public boolean isBracketed() {
        return bracketed;
    }

    /** The parameters of the value just scanned. */
    public ParameterScanner parameters() {
        return parameters;
    }

    private boolean scanAddress() {
        displayStart = position;
        displayEnd = position;
        if (position == to) {
            return false;
        }
        if (bytes[position] == '"') {
            displayEnd = QuotedString.end(bytes, position, to);
            return displayEnd >= 0 && scanBracketed(SipChars.endOfSpace(bytes, displayEnd, to));
        }
        if (bytes[position] == '<') {
            return scanBracketed(position);
        }
        int token = SipChars.endOfRun(bytes, position, to, SipChars.TOKEN);
        return token < to && bytes[token] == ':' ? scanBare() : scanDisplayTokens();
    }

    // RFC 4475 3.1.1.6: the white space that the grammar wants between the last token and '<' may be missing.
    private boolean scanDisplayTokens() {
        int i = position;
        while (i < to && bytes[i] != '<') {
            int end = SipChars.endOfRun(bytes, i, to, SipChars.TOKEN);
            if (end == i) {
                return false;
            }
            displayEnd = end;
            i = SipChars.endOfSpace(bytes, end, to);
        }
        return scanBracketed(i);
    }

    private boolean scanBracketed(int open) {
        if (open == to || bytes[open] != '<') {
            return false;
        }
        bracketed = true;
        uriStart = open + 1;
        uriEnd = uriStart;
        while (uriEnd < to && bytes[uriEnd] != '>') {
            uriEnd++;
        }
        position = uriEnd + 1;
        return uriEnd < to && scanUri();
    }

    // RFC 3261 20: a bare URI holds no comma, semicolon or question mark; what follows a semicolon belongs to the
    // header.
    private boolean scanBare() {
        bracketed = false;
        uriStart = position;
        uriEnd = position;
        while (uriEnd < to && !endsBareUri(bytes[uriEnd])) {
            uriEnd++;
        }
        position = uriEnd;
        return (uriEnd == to || bytes[uriEnd] != '?') && scanUri();
    }

    private boolean scanUri() {
        sip = AbsoluteUri.isSip(bytes, uriStart, uriEnd);
        return sip ? sipUri.scan(bytes, uriStart, uriEnd) : AbsoluteUri.isOther(bytes, uriStart, uriEnd);
    }

    private static boolean endsBareUri(int c) {
        return c == ';' || c == ',' || c == '?' || c == ' ' || c == '\t';
    }
}
