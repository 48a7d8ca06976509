package dev.rollcall.registrar.register;

import dev.rollcall.octets.Octets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The line of a Date header (RFC 3261 20.17), made once a second. Safe for any thread. */
final class SipDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private record Second(long second, Octets line) {}

    private volatile Second last = new Second(0, format(0));

    /** The line for a time in unix seconds. */
    Octets line(long second) {
        Second known = last;
        if (known.second() != second) {
            known = new Second(second, format(second));
            last = known;
        }
        return known.line();
    }

    private static Octets format(long second) {
        return Octets.of(FORMAT.format(Instant.ofEpochSecond(second)));
    }
}
