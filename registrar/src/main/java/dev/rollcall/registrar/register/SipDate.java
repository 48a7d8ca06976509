package dev.rollcall.registrar.register;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of a Date header (RFC 3261 20.17), made once a second. Safe for any thread. */
final class SipDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private record Second(long second, String text) {}

    private volatile Second last = new Second(0, format(0));

    /** The date of a time in unix seconds. */
    String of(long second) {
        Second known = last;
        if (known.second() != second) {
            known = new Second(second, format(second));
            last = known;
        }
        return known.text();
    }

    private static String format(long second) {
        return FORMAT.format(Instant.ofEpochSecond(second));
    }
}
