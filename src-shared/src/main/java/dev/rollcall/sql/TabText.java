package dev.rollcall.sql;

/** Values between tabs, a line a row: the text format of PostgreSQL's COPY, which a person can read too. */
public final class TabText {
    private static final String NULL = "\\N";

    private TabText() {}

    /** Appends a value, {@code null} as {@code \N}. */
    public static void append(StringBuilder line, String value) {
        if (value == null) {
            line.append(NULL);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    /**
     * The value that was appended.
     *
     * @throws IllegalArgumentException when nothing is appended as this
     */
    public static String value(String text) {
        if (text.equals(NULL)) {
            return null;
        }
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            value.append(c == '\\' && ++i < text.length() ? unescaped(text.charAt(i)) : c);
        }
        return value.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> throw new IllegalArgumentException("\\" + c);
        };
    }
}
