package dev.rollcall.uri;

/**
 * One {@code ;name=value} behind a header's value.
 *
 * @param name the name as received; compared without regard to case
 * @param value the value as received, a quoted string with its quotes; {@code null} without {@code =}
 */
public record Parameter(String name, String value) {
    /** The value with quotes and escapes resolved; {@code null} without one. */
    public String unquoted() {
        if (value == null || value.length() < 2 || value.charAt(0) != '"') {
            return value;
        }
        String inside = value.substring(1, value.length() - 1);
        return inside.indexOf('\\') < 0 ? inside : unescape(inside);
    }

    private static String unescape(String inside) {
        StringBuilder text = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            text.append(c == '\\' ? inside.charAt(++i) : c);
        }
        return text.toString();
    }
}
