package dev.rollcall.registrar.sip;

import java.util.OptionalLong;

/** A number of seconds from 0 to 2^32-1 (RFC 3261 20.19). */
final class DeltaSeconds {
    private static final long MAX = 0xffff_ffffL;

    private DeltaSeconds() {}

    /** The number that a text is, or nothing where it is none; {@code null} is none. */
    static OptionalLong parse(String text) {
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            value = value * 10 + c - '0';
            if (value > MAX) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(value);
    }
}
