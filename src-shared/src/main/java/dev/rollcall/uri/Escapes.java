package dev.rollcall.uri;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The escapes of a URI's parts, a {@code %} and two hex digits (RFC 3261 25.1). */
public final class Escapes {
    private static final int LOWEST = 32;
    private static final int HIGHEST = 126;
    private static final char[] HEX_DIGITS = "0123456789ABCDEF".toCharArray();

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

    /**
     * A text as a part of a URI.
     *
     * @param unescaped the classes of {@link SipChars} that stand there as they are
     */
    public static String escape(String text, int unescaped) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (SipChars.is(b, unescaped)) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HEX_DIGITS[b >> 4 & 0xf]).append(HEX_DIGITS[b & 0xf]);
            }
        }
        return escaped.toString();
    }
}
