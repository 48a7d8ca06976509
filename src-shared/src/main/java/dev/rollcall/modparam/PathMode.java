package dev.rollcall.modparam;

/** What becomes of the Path of a REGISTER (RFC 3327; OpenSIPS: {@code path-off}, {@code path-lazy}, {@code path-strict}). */
public enum PathMode {
    /** It is not stored. */
    OFF,
    /** It is stored, and shown in the answer to phones that say they know it. */
    LAZY,
    /** A phone that does not say that it knows it is refused with 420. */
    STRICT
}
