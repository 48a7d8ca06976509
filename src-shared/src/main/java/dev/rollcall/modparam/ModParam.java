package dev.rollcall.modparam;

import java.util.Objects;
import java.util.Optional;

/**
 * A parameter that Rollcall obeys: everything that is said about it, in one place.
 *
 * @param key module and name with a dot between, {@code usrloc.hash_size}
 * @param type how its values are read and printed, and which are allowed
 * @param initial the value in force when none is set; empty where that depends on other things
 * @param unset what is in force when nothing is set, for the reader of the documents
 * @param text what the parameter does, in plain sentences
 */
public record ModParam<T>(String key, ValueType<T> type, Optional<T> initial, String unset, String text)
        implements KnownParam {
    /** Checks that nothing is missing. */
    public ModParam {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
    }

    /** A parameter with a default value. */
    static <T> ModParam<T> of(String key, ValueType<T> type, T initial, String text) {
        return new ModParam<>(key, type, Optional.of(initial), type.print(initial), text);
    }

    /** A parameter whose default depends on something else, which {@code unset} names. */
    static <T> ModParam<T> unset(String key, ValueType<T> type, String unset, String text) {
        return new ModParam<>(key, type, Optional.empty(), unset, text);
    }
}
