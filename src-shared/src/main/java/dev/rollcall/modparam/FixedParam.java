package dev.rollcall.modparam;

/**
 * A parameter of OpenSIPS of which Rollcall knows one value only: setting that one is right, any other is refused.
 *
 * @param key module and name with a dot between
 * @param type how its values are read and printed
 * @param value what Rollcall does anyway
 * @param reason a clause for the operator: why it is always so
 */
public record FixedParam<T>(String key, ValueType<T> type, T value, String reason) implements KnownParam {
    /** @throws IllegalArgumentException with the reason, when the text is another value or none */
    void check(String text) {
        if (!type.read(text).equals(value)) {
            throw new IllegalArgumentException(reason + "; allowed is only " + type.print(value));
        }
    }
}
