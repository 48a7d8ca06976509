package dev.rollcall.registrar.sip;

/**
 * A header's value understood, or what is wrong with it.
 *
 * @param value the value; {@code null} with a fault
 * @param fault what is wrong, as a reason phrase can say it; {@code null} without one
 */
public record Parsed<T>(T value, String fault) {
    static <T> Parsed<T> of(T value) {
        return new Parsed<>(value, null);
    }

    static <T> Parsed<T> fault(String fault) {
        return new Parsed<>(null, fault);
    }

    /** Whether the header is well-formed. */
    public boolean isValid() {
        return fault == null;
    }
}
