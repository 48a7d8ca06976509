package dev.rollcall.modparam;

/**
 * A value that an operator gave for a key.
 *
 * @param key as written, {@code usrloc.hash_size}
 * @param value as written, quotes and escapes resolved; may hold a password
 * @param where file and line, or the option: {@code rollcall.conf:12}, {@code --hash-size}
 */
public record Setting(String key, String value, String where) {
    /** Key, value and place for an error, with what may be a password masked. */
    @Override
    public String toString() {
        return key + " = " + SecretText.maskedFor(key, value) + " (" + where + ')';
    }
}
