package dev.rollcall.preload;

import java.util.Locale;
import java.util.Set;

/**
 * The columns of a row that a call would be sent by, judged as leniently as OpenSIPS does: what it has stored once,
 * quotes in a URI's parameters and the like, is loaded again. What comes in by SIP is parsed strictly elsewhere.
 */
final class UriColumns {
    /** OpenSIPS: the other schemes that its URI parser knows. */
    private static final Set<String> OTHER_SCHEMES = Set.of("tel", "tels", "urn");
    private static final char ASCII_CASE = 'a' ^ 'A';
    private static final int MAX_PORT = 65535;
    private static final int MAX_PORT_DIGITS = 5;

    private UriColumns() {}

    /** Whether a contact or received column holds a URI of a scheme that OpenSIPS knows. */
    static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !isPrintable(text)) {
            return false;
        }
        if (isScheme("sip", text, colon) || isScheme("sips", text, colon)) {
            return isSip(text.substring(colon + 1));
        }
        return OTHER_SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT)) && colon < text.length() - 1;
    }

    /** Whether what is before the colon is a scheme of ASCII letters, in any case of theirs. */
    private static boolean isScheme(String scheme, String text, int colon) {
        boolean same = colon == scheme.length();
        for (int i = 0; same && i < colon; i++) {
            same = (text.charAt(i) | ASCII_CASE) == scheme.charAt(i);
        }
        return same;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a path column begins with an address to send to: a URI in angle brackets. */
    static boolean isPath(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        return open >= 0 && close >= 0 && isUri(text.substring(open + 1, close));
    }

    private static boolean isPrintable(char c) {
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
