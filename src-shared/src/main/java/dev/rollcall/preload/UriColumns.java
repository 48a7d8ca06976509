package dev.rollcall.preload;

import java.util.Locale;
import java.util.Set;

/**
 * The columns of a row that a call would be sent by, judged as leniently as OpenSIPS does: what it has stored once,
 * quotes in a URI's parameters and the like, is loaded again. What comes in by SIP is parsed strictly elsewhere.
 */
final class UriColumns {
    private static final Set<String> SIP_SCHEMES = Set.of("sip", "sips");
    /** OpenSIPS: the other schemes that its URI parser knows. */
    private static final Set<String> OTHER_SCHEMES = Set.of("tel", "tels", "urn");
    private static final int MAX_PORT = 65535;
    private static final int MAX_PORT_DIGITS = 5;

    private UriColumns() {}

    /** Whether a contact or received column holds a URI of a scheme that OpenSIPS knows. */
    static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !text.chars().allMatch(UriColumns::isPrintable)) {
            return false;
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return SIP_SCHEMES.contains(scheme) ? isSip(rest) : OTHER_SCHEMES.contains(scheme) && !rest.isEmpty();
    }

    /** Whether a path column begins with an address to send to: a URI in angle brackets. */
    static boolean isPath(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        return open >= 0 && close >= 0 && isUri(text.substring(open + 1, close));
    }

    private static boolean isPrintable(int c) {
        return c > ' ' && c != 0x7f && c != '<' && c != '>';
    }

    /** What follows the scheme: a user part up to the first '@', a host, a port, and any parameters. */
    private static boolean isSip(String rest) {
        int at = rest.indexOf('@');
        if (at == 0) {
            return false;
        }
        int host = at + 1;
        int end = host;
        if (rest.startsWith("[", host)) {
            end = rest.indexOf(']', host) + 1;
        } else {
            while (end < rest.length() && isHostCharacter(rest.charAt(end))) {
                end++;
            }
        }
        return end > host && endsWithPort(rest, end);
    }

    private static boolean isHostCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    private static boolean endsWithPort(String rest, int from) {
        int end = from;
        if (rest.startsWith(":", from)) {
            end++;
            while (end < rest.length() && Character.digit(rest.charAt(end), 10) >= 0 && rest.charAt(end) < 0x80) {
                end++;
            }
            int digits = end - from - 1;
            if (digits == 0 || digits > MAX_PORT_DIGITS || Integer.parseInt(rest, from + 1, end, 10) > MAX_PORT) {
                return false;
            }
        }
        return end == rest.length() || rest.charAt(end) == ';' || rest.charAt(end) == '?';
    }
}
