package dev.rollcall.uri;

/**
 * The character classes of RFC 3261 section 25.1, one bit each, looked up by byte. Bytes from 0x80 on are in no class.
 */
public final class SipChars {
    /** DIGIT. */
    public static final int DIGIT = 1;
    /** HEXDIG, either case. */
    public static final int HEX = 1 << 1;
    /** ALPHA. */
    public static final int ALPHA = 1 << 2;
    /** The characters of a token. */
    public static final int TOKEN = 1 << 3;
    /** The characters of a word, of which a Call-ID is made. */
    public static final int WORD = 1 << 4;
    /** What may stand unescaped in a URI's user part. */
    public static final int USER = 1 << 5;
    /** What may stand unescaped in a URI's password. */
    public static final int PASSWORD = 1 << 6;
    /** What may stand unescaped in a URI parameter. */
    public static final int PARAMETER = 1 << 7;
    /** What may stand unescaped in a URI header. */
    public static final int HEADER = 1 << 8;
    /** The characters of a host name or an IPv4 address; RFC 3261 has no underscore there, but phones do. */
    public static final int HOST = 1 << 9;
    /** What may stand unescaped in a URI of any scheme behind its colon. */
    public static final int URI = 1 << 10;
    /** The characters of a scheme. */
    public static final int SCHEME = 1 << 11;
    /** Digits and dots. */
    public static final int IPV4 = 1 << 12;

    private static final String MARK = "-_.!~*'()";

    private static final short[] CLASSES = new short[256];

    static {
        put('0', '9', DIGIT | HEX);
        put('a', 'f', HEX);
        put('A', 'F', HEX);
        put('a', 'z', ALPHA);
        put('A', 'Z', ALPHA);
        int everywhere = TOKEN | WORD | USER | PASSWORD | PARAMETER | HEADER | HOST | URI | SCHEME;
        put('0', '9', everywhere);
        put('a', 'z', everywhere);
        put('A', 'Z', everywhere);
        put("-.!%*_+`'~", TOKEN);
        put("-.!%*_+`'~()<>:\\\"/[]?{}", WORD);
        put(MARK + "&=+$,;?/", USER);
        put(MARK + "&=+$,", PASSWORD);
        put(MARK + "[]/:&+$", PARAMETER);
        put(MARK + "[]/?:+$", HEADER);
        put("-._", HOST);
        put(MARK + ";/?:@&=+$,[]", URI);
        put("+-.", SCHEME);
        put("0123456789.", IPV4);
    }

    private SipChars() {}

    /** Whether a byte or character is in one of the classes of a mask. */
    public static boolean is(int c, int classes) {
        return c >= 0 && c < 256 && (CLASSES[c] & classes) != 0;
    }

    /** Where the run of characters of some classes ends that starts at {@code from}; at most {@code to}. */
    public static int endOfRun(byte[] bytes, int from, int to, int classes) {
        int i = from;
        while (i < to && (CLASSES[bytes[i] & 0xff] & classes) != 0) {
            i++;
        }
        return i;
    }

    /** Where a run of spaces and tabs ends that starts at {@code from}; at most {@code to}. */
    public static int endOfSpace(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** The value of a hex digit. */
    static int hexValue(int c) {
        return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    }

    private static void put(char first, char last, int classes) {
        for (char c = first; c <= last; c++) {
            CLASSES[c] |= (short) classes;
        }
    }

    private static void put(String characters, int classes) {
        for (int i = 0; i < characters.length(); i++) {
            CLASSES[characters.charAt(i)] |= (short) classes;
        }
    }
}
