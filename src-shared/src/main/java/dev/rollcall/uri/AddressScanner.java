package dev.rollcall.uri;

import java.util.Optional;

/**
 * Scans the values of Contact, From, To, Path and their like: {@code "display" <uri>;parameters}, or a bare URI, commas
 * between them (RFC 3261 20.10 and 25.1). Offsets out, nothing allocated but room for parameters. NOT thread-safe.
 */
public final class AddressScanner {
    private final ParameterScanner parameters = new ParameterScanner();
    private final byte[] bytes;
    private final int to;
    private int position;
    private int displayStart;
    private int displayEnd;
    private int uriStart;
    private int uriEnd;
    private boolean bracketed;
    private SipUriScanner sipUri;

    /** A scanner of the header value or list of them in a range; white space around it is passed over. */
    public AddressScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.to = to;
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

    /** The URI where its scheme is sip or sips. */
    Optional<SipUri> sipUri() {
        return sipUri == null ? Optional.empty() : Optional.of(new SipUri(sipUri));
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
        if (!AbsoluteUri.isSip(bytes, uriStart, uriEnd)) {
            sipUri = null;
            return AbsoluteUri.isValid(bytes, uriStart, uriEnd);
        }
        sipUri = new SipUriScanner(bytes, uriStart, uriEnd);
        return sipUri.scan();
    }

    private static boolean endsBareUri(int c) {
        return c == ';' || c == ',' || c == '?' || c == ' ' || c == '\t';
    }
}
