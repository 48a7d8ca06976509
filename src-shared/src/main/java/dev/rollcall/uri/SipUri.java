package dev.rollcall.uri;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A SIP or SIPS URI that obeys the grammar of RFC 3261 25.1; immutable. Its text stays as it was.
 *
 * <p>Beyond the grammar, raw UTF-8 may stand in the user part, and host names may hold underscores.
 */
public final class SipUri {
    private static final int ABSENT = SipUriScanner.ABSENT;

    private final String text;
    private final boolean secure;
    private final int userStart;
    private final int userEnd;
    private final int passwordStart;
    private final int passwordEnd;
    private final int hostStart;
    private final int hostEnd;
    private final int port;
    private final int parametersStart;
    private final int headersStart;

    /** Keeps where the components are: beside the user part each byte is one character. */
    private SipUri(SipUriScanner scanned) {
        int from = scanned.from;
        text = new String(scanned.bytes, from, scanned.to - from, StandardCharsets.UTF_8);
        int shift = scanned.to - text.length();
        secure = scanned.secure;
        userStart = scanned.userStart - from;
        userEnd = scanned.userEnd == scanned.userStart ? userStart : scanned.userEnd - shift;
        passwordStart = scanned.passwordStart < 0 ? ABSENT : scanned.passwordStart - shift;
        passwordEnd = scanned.passwordEnd - shift;
        hostStart = scanned.hostStart - shift;
        hostEnd = scanned.hostEnd - shift;
        port = scanned.port;
        parametersStart = scanned.parametersStart - shift;
        headersStart = scanned.headersStart - shift;
    }

    /** The URI that a scanner has just found well-formed. */
    public static SipUri of(SipUriScanner scanned) {
        return new SipUri(scanned);
    }

    /** The URI that a text is, or nothing where it is none. */
    public static Optional<SipUri> parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** The URI in a range of UTF-8 bytes, or nothing where it is none. */
    public static Optional<SipUri> parse(byte[] bytes, int from, int to) {
        SipUriScanner scanner = new SipUriScanner();
        return scanner.scan(bytes, from, to) ? Optional.of(of(scanner)) : Optional.empty();
    }

    /** Whether a range of bytes holds a SIP or SIPS URI. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        return new SipUriScanner().scan(bytes, from, to);
    }

    /** Whether the scheme is sips. */
    public boolean isSecure() {
        return secure;
    }

    /** The user part as it stands, escapes unresolved; empty without one. */
    public String user() {
        return text.substring(userStart, userEnd);
    }

    /**
     * The user part with its escapes resolved, as OpenSIPS resolves them for an AOR; nothing where an escape is
     * outside 32 to 126, which OpenSIPS refuses. Empty text for a URI without a user part.
     */
    public Optional<String> unescapedUser() {
        return Escapes.resolve(user());
    }

    /** The password as it stands, possibly empty, or nothing without one. */
    public Optional<String> password() {
        return passwordStart == ABSENT ? Optional.empty() : Optional.of(text.substring(passwordStart, passwordEnd));
    }

    /** The host as it stands, IPv6 in brackets. */
    public String host() {
        return text.substring(hostStart, hostEnd);
    }

    /** The port, 0 to 65535, or -1 without one. */
    public int port() {
        return port;
    }

    /** The parameters in their order. */
    public List<Parameter> parameters() {
        return parts(parametersStart, headersStart, ';');
    }

    /** A parameter by its name in any case, or nothing without it. */
    public Optional<Parameter> parameter(String name) {
        return parameters().stream().filter(parameter -> parameter.name().equalsIgnoreCase(name)).findFirst();
    }

    /** The headers behind the '?', in their order. */
    public List<Parameter> headers() {
        return parts(headersStart, text.length(), '&');
    }

    /** Whether the two are the same by RFC 3261 19.1.4. */
    public boolean matches(SipUri other) {
        return text.equals(other.text) || UriComparison.matches(this, other);
    }

    /** The URI as it stood. */
    @Override
    public String toString() {
        return text;
    }

    /** The parts of a range that begins with its separator (or, for headers, with '?'). */
    private List<Parameter> parts(int from, int to, char separator) {
        if (from == to) {
            return List.of();
        }
        List<Parameter> parts = new ArrayList<>();
        int start = from + 1;
        while (start <= to) {
            int next = text.indexOf(separator, start);
            int end = next < 0 || next > to ? to : next;
            int equal = text.indexOf('=', start);
            boolean valued = equal >= 0 && equal < end;
            String name = text.substring(start, valued ? equal : end);
            parts.add(new Parameter(name, valued ? text.substring(equal + 1, end) : null));
            start = end + 1;
        }
        return List.copyOf(parts);
    }
}
