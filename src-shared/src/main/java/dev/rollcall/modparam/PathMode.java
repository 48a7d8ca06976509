package dev.rollcall.modparam;

/** What becomes of the Path of a REGISTER (RFC 3327). */
public enum PathMode {
    /** It is not stored: OpenSIPS without a path flag. */
    IGNORE,
    /** It is stored, and not shown in the answer (OpenSIPS: {@code path-off}). */
    OFF,
    /** It is stored, and shown to phones that say that they know it (OpenSIPS: {@code path-lazy}). */
    LAZY,
    /** A phone that does not say that it knows it is refused with 420 (OpenSIPS: {@code path-strict}). */
    STRICT
}
