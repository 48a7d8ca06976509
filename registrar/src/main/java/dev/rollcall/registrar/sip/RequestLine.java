package dev.rollcall.registrar.sip;

import dev.rollcall.uri.AbsoluteUri;
import dev.rollcall.uri.SipChars;
import dev.rollcall.uri.SipUri;
import java.nio.charset.StandardCharsets;

/**
 * The first line of a request, exactly {@code Method SP Request-URI SP SIP/2.0} (RFC 3261 7.1).
 *
 * @param method the method; empty where there is none
 * @param uriStart where the Request-URI starts
 * @param uriEnd where the Request-URI ends
 * @param fault what is wrong with the line, or {@code null}
 */
record RequestLine(String method, int uriStart, int uriEnd, Fault fault) {
    private static final String[] COMMON_METHODS = {"REGISTER", "OPTIONS", "ACK", "CANCEL", "INVITE", "BYE"};

    static RequestLine parse(HeaderTable table) {
        byte[] bytes = table.bytes;
        int from = table.startLineStart;
        int to = table.startLineEnd;
        int methodEnd = SipChars.endOfRun(bytes, from, to, SipChars.TOKEN);
        String method = method(bytes, from, methodEnd);
        int uriStart = Math.min(methodEnd + 1, to);
        int uriEnd = endOfWord(bytes, uriStart, to);
        int version = uriEnd + 1;
        boolean spaced = methodEnd > from && methodEnd < to && bytes[methodEnd] == ' ' && uriEnd < to;
        if (!spaced || SipVersion.end(bytes, version, to) != to) {
            return new RequestLine(method, uriStart, uriEnd, Fault.of(Fault.Kind.START_LINE));
        }
        if (!SipVersion.isSpoken(bytes, version, to)) {
            return new RequestLine(method, uriStart, uriEnd, Fault.of(Fault.Kind.VERSION));
        }
        boolean uri = AbsoluteUri.isSip(bytes, uriStart, uriEnd)
                ? SipUri.isValidRequestUri(bytes, uriStart, uriEnd)
                : AbsoluteUri.isValid(bytes, uriStart, uriEnd);
        return new RequestLine(method, uriStart, uriEnd, uri ? null : Fault.of(Fault.Kind.REQUEST_URI));
    }

    /** The same line where its bytes have been moved. */
    RequestLine shifted(int by) {
        return new RequestLine(method, uriStart + by, uriEnd + by, fault);
    }

    private static int endOfWord(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ' ') {
            i++;
        }
        return i;
    }

    /** The method's text, without making a new one for the common ones. */
    private static String method(byte[] bytes, int from, int to) {
        for (String method : COMMON_METHODS) {
            if (isText(method, bytes, from, to)) {
                return method;
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** Whether a range holds an ASCII text exactly. */
    static boolean isText(String text, byte[] bytes, int from, int to) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
