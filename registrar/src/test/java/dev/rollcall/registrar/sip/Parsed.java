package dev.rollcall.registrar.sip;

import java.util.OptionalLong;

/**
 * A header's value understood, or what is wrong with it.
 *
 * @param value the value; {@code null} with a fault
 * @param fault what is wrong, as a reason phrase can say it; {@code null} without one
 */
record Parsed<T>(T value, String fault) {
    static <T> Parsed<T> of(T value) {
        return new Parsed<>(value, null);
    }

    static <T> Parsed<T> fault(String fault) {
        return new Parsed<>(null, fault);
    }

    static Parsed<OptionalLong> expires(SipRequest request) {
        long seconds = request.expires();
        if (seconds == SipRequest.MALFORMED_EXPIRES) {
            return fault("Malformed Expires");
        }
        return of(seconds == SipRequest.NO_EXPIRES ? OptionalLong.empty() : OptionalLong.of(seconds));
    }

    /** Whether the header is well-formed. */
    boolean isValid() {
        return fault == null;
    }
}
