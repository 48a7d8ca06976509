package dev.rollcall.modparam;

import java.util.Locale;
import java.util.Optional;

/**
 * Which stored contact of an AOR a Contact of a REGISTER is (OpenSIPS: {@code matching_mode}).
 *
 * @param by what both have in common
 * @param parameter the URI parameter's name in lower case; empty unless it is {@link By#PARAMETER}
 */
public record ContactMatching(By by, String parameter) {
    /** What makes two of them one. */
    public enum By {
        /** The URI (RFC 3261 10.3). */
        URI,
        /** The URI and the Call-ID: a phone that starts anew adds a contact. */
        URI_AND_CALL_ID,
        /** The URI, or the {@code +sip.instance}: a phone that has moved replaces its contact. */
        INSTANCE,
        /** The URI, or one of its parameters. */
        PARAMETER
    }

    /** By the URI alone: OpenSIPS' default. */
    public static final ContactMatching URI = new ContactMatching(By.URI, "");

    private static final String INSTANCE = "+sip.instance";

    /** How it is written in a configuration. */
    public static ValueType<ContactMatching> type() {
        return ValueType.of(
                "0 (the URI), 1 (URI and Call-ID), " + INSTANCE + ", or the name of a URI parameter",
                ContactMatching::read, ContactMatching::print);
    }

    private static Optional<ContactMatching> read(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "0" -> Optional.of(URI);
            case "1" -> Optional.of(new ContactMatching(By.URI_AND_CALL_ID, ""));
            case INSTANCE -> Optional.of(new ContactMatching(By.INSTANCE, ""));
            default -> text.matches("[A-Za-z][A-Za-z0-9_.-]{0,63}")
                    ? Optional.of(new ContactMatching(By.PARAMETER, text.toLowerCase(Locale.ROOT)))
                    : Optional.empty();
        };
    }

    private static String print(ContactMatching matching) {
        return switch (matching.by) {
            case URI -> "0";
            case URI_AND_CALL_ID -> "1";
            case INSTANCE -> INSTANCE;
            case PARAMETER -> matching.parameter;
        };
    }
}
