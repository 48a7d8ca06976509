package dev.rollcall.uri;

/** A quoted string (RFC 3261 25.1). */
public final class QuotedString {
    private QuotedString() {}

    /** Where the quoted string ends whose opening quote is at {@code from}, or -1 if it is malformed. */
    public static int end(byte[] bytes, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int c = bytes[i];
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
                // Whatever ASCII may stand behind a backslash but CR and LF.
                if (i == to || bytes[i] < 0 || bytes[i] == '\r' || bytes[i] == '\n') {
                    return -1;
                }
            } else if (c == 0x7f || c >= 0 && c < ' ' && c != '\t') {
                return -1;
            }
        }
        return -1;
    }
}
