package dev.rollcall.registrar.register;

/**
 * How long the parts of a binding may be, in bytes (OpenSIPS: {@code max_username_len} and its like). Immutable.
 *
 * @param username the user part of an AOR
 * @param domain the domain of an AOR
 * @param aor the whole AOR
 * @param contact a Contact URI
 */
public record LengthLimits(int username, int domain, int aor, int contact) {
    /** OpenSIPS' defaults. */
    public static final LengthLimits DEFAULT = new LengthLimits(64, 64, 256, 255);
}
