package dev.rollcall.sql;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A DATETIME as text, {@code YYYY-MM-DD HH:MM:SS}: what SQLite stores and all drivers give. */
final class DateTimeText {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String SHAPE = "dddd-dd-dd dd:dd:dd";

    private DateTimeText() {}

    /**
     * The time of a text, which may have a fraction of a second that is dropped; null for NULL and for anything else.
     */
    static LocalDateTime parse(String text) {
        if (text == null || !hasShape(text)) {
            return null;
        }
        try {
            return LocalDateTime.of(
                    number(text, 0, 4), number(text, 5, 7), number(text, 8, 10),
                    number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
        } catch (DateTimeException e) {
            // MySQL's zero date, a 31st of February
            return null;
        }
    }

    /** The text of a time, its fraction of a second dropped. */
    static String format(LocalDateTime value) {
        return FORMAT.format(value);
    }

    private static boolean hasShape(String text) {
        boolean matches = text.length() == SHAPE.length()
                || text.length() > SHAPE.length() && text.charAt(SHAPE.length()) == '.';
        for (int i = 0; matches && i < SHAPE.length(); i++) {
            char c = text.charAt(i);
            matches = SHAPE.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == SHAPE.charAt(i);
        }
        return matches;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
