package dev.rollcall.registrar.sip;

import dev.rollcall.uri.AbsoluteUri;
import dev.rollcall.uri.SipChars;
import dev.rollcall.uri.SipUriScanner;

/**
 * The first line of a request, exactly {@code Method SP Request-URI SP SIP/2.0} (RFC 3261 7.1). To be used again for
 * the next message.
 */
final class RequestLine {
    private final SipUriScanner sipUri = new SipUriScanner();
    private Method method = Method.OTHER;
    private int methodEnd;
    private int uriStart;
    private int uriEnd;
    private boolean sip;
    private Fault fault;

    /** Scans the start line of a message. */
    void scan(HeaderTable table) {
        byte[] bytes = table.bytes;
        int from = table.startLineStart;
        int to = table.startLineEnd;
        methodEnd = SipChars.endOfRun(bytes, from, to, SipChars.TOKEN);
        method = Method.of(bytes, from, methodEnd);
        uriStart = Math.min(methodEnd + 1, to);
        uriEnd = endOfWord(bytes, uriStart, to);
        sip = AbsoluteUri.isSip(bytes, uriStart, uriEnd);
        fault = fault(bytes, from, to);
    }

    /** The method; {@link Method#OTHER} also where there is none. */
    Method method() {
        return method;
    }

    /** Where the method ends, which starts with the line. */
    int methodEnd() {
        return methodEnd;
    }

    int uriStart() {
        return uriStart;
    }

    int uriEnd() {
        return uriEnd;
    }

    /** Whether the Request-URI's scheme is sip or sips. */
    boolean hasSipUri() {
        return sip;
    }

    /** What is wrong with the line, or {@code null}. */
    Fault fault() {
        return fault;
    }

    private Fault fault(byte[] bytes, int from, int to) {
        int version = uriEnd + 1;
        boolean spaced = methodEnd > from && methodEnd < to && bytes[methodEnd] == ' ' && uriEnd < to;
        if (!spaced || SipVersion.end(bytes, version, to) != to) {
            return Fault.of(Fault.Kind.START_LINE);
        }
        if (!SipVersion.isSpoken(bytes, version, to)) {
            return Fault.of(Fault.Kind.VERSION);
        }
        return isUri(bytes) ? null : Fault.of(Fault.Kind.REQUEST_URI);
    }

    // RFC 3261 19.1.1: a Request-URI has no headers.
    private boolean isUri(byte[] bytes) {
        return sip
                ? sipUri.scan(bytes, uriStart, uriEnd) && !sipUri.hasHeaders()
                : AbsoluteUri.isValid(bytes, uriStart, uriEnd);
    }

    private static int endOfWord(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ' ') {
            i++;
        }
        return i;
    }
}
