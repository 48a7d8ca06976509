package dev.rollcall.registrar.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The header fields that the registrar reads, recognised from bytes in any case and by their compact forms too. */
public enum HeaderName {
    /** RFC 3261 20.1. */
    ACCEPT("Accept"),
    /** RFC 3261 20.5. */
    ALLOW("Allow"),
    /** RFC 3261 20.7. */
    AUTHORIZATION("Authorization"),
    /** RFC 3261 20.8. */
    CALL_ID("Call-ID", 'i', true),
    /** RFC 3261 20.10. */
    CONTACT("Contact", 'm', false),
    /** RFC 3261 20.14. */
    CONTENT_LENGTH("Content-Length", 'l', true),
    /** RFC 3261 20.16. */
    CSEQ("CSeq", '\0', true),
    /** RFC 3261 20.17. */
    DATE("Date", '\0', true),
    /** RFC 3261 20.19. */
    EXPIRES("Expires", '\0', true),
    /** RFC 3261 20.20. */
    FROM("From", 'f', true),
    /** RFC 3261 20.22. */
    MAX_FORWARDS("Max-Forwards", '\0', true),
    /** RFC 3327. */
    PATH("Path"),
    /** RFC 3261 20.32. */
    REQUIRE("Require"),
    /** RFC 3261 20.37. */
    SUPPORTED("Supported", 'k', false),
    /** RFC 3261 20.39. */
    TO("To", 't', true),
    /** RFC 3261 20.41. */
    USER_AGENT("User-Agent", '\0', true),
    /** RFC 3261 20.42. */
    VIA("Via", 'v', false),
    /** Every other header field. */
    OTHER("");

    private static final HeaderName[] NAMES = values();
    private static final HeaderName[] COMPACT = new HeaderName[128];
    private static final int MAX_LENGTH = 14;
    private static final int LETTERS = 32;
    /** The names by length and last letter, so that one comparison decides. */
    private static final HeaderName[] BY_LENGTH_AND_LETTER = new HeaderName[(MAX_LENGTH + 1) * LETTERS];

    static {
        for (HeaderName name : NAMES) {
            if (name == OTHER) {
                continue;
            }
            if (name.compact != 0) {
                COMPACT[name.compact] = name;
                COMPACT[Character.toUpperCase(name.compact)] = name;
            }
            index(name);
        }
    }

    private final String text;
    private final byte[] lowerCase;
    private final NameWords words;
    private final byte[] prefix;
    private final char compact;
    private final boolean single;

    HeaderName(String text) {
        this(text, '\0', false);
    }

    HeaderName(String text, char compact, boolean single) {
        this.text = text;
        this.lowerCase = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        this.words = NameWords.of(lowerCase);
        this.prefix = (text + ": ").getBytes(StandardCharsets.US_ASCII);
        this.compact = compact;
        this.single = single;
    }

    /** The name as the RFC writes it. */
    public String text() {
        return text;
    }

    /** The start of a header line of ours. */
    byte[] prefix() {
        return prefix;
    }

    /** Whether a message may have it once only, since its value is no list (RFC 3261 7.3.1). */
    boolean isSingle() {
        return single;
    }

    /** The name of a text in any case, {@link #OTHER} where it is none of these. */
    public static HeaderName of(String name) {
        int length = name.length();
        if (length == 1) {
            return ofLetter(name.charAt(0));
        }
        HeaderName candidate = length == 0 ? null : candidate(length, name.charAt(length - 1));
        return candidate != null && candidate.text.equalsIgnoreCase(name) ? candidate : OTHER;
    }

    /** The name in a range of bytes, {@link #OTHER} where it is none of these; allocates nothing. */
    static HeaderName of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1) {
            return ofLetter(bytes[from]);
        }
        HeaderName candidate = length == 0 ? null : candidate(length, bytes[to - 1]);
        return candidate != null && candidate.words.areAt(bytes, from) ? candidate : OTHER;
    }

    private static HeaderName ofLetter(int letter) {
        HeaderName name = letter >= 0 && letter < COMPACT.length ? COMPACT[letter] : null;
        return name == null ? OTHER : name;
    }

    /** The one name of a length and last letter, or {@code null}. */
    private static HeaderName candidate(int length, int lastLetter) {
        return length > MAX_LENGTH ? null : BY_LENGTH_AND_LETTER[slot(length, lastLetter)];
    }

    private static int slot(int length, int lastLetter) {
        return length * LETTERS + (lastLetter & LETTERS - 1);
    }

    private static void index(HeaderName name) {
        int length = name.lowerCase.length;
        int slot = slot(length, name.lowerCase[length - 1]);
        if (BY_LENGTH_AND_LETTER[slot] != null) {
            throw new IllegalStateException(name + " shares length and last letter with another name");
        }
        BY_LENGTH_AND_LETTER[slot] = name;
    }
}
