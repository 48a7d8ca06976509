package dev.rollcall.uri;

import java.util.Optional;

/** The escapes of a URI's parts, a {@code %} and two hex digits (RFC 3261 25.1). */
public final class Escapes {
    private static final int LOWEST = 32;
    private static final int HIGHEST = 126;

    private Escapes() {}

    /**
     * A part of a valid URI with its escapes resolved; nothing where one is outside 32 to 126, which OpenSIPS refuses.
     */
    public static Optional<String> resolve(String part) {
        if (part.indexOf('%') < 0) {
            return Optional.of(part);
        }
        StringBuilder resolved = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                c = (char) (SipChars.hexValue(part.charAt(i + 1)) << 4 | SipChars.hexValue(part.charAt(i + 2)));
                if (c < LOWEST || c > HIGHEST) {
                    return Optional.empty();
                }
                i += 2;
            }
            resolved.append(c);
        }
        return Optional.of(resolved.toString());
    }
}
