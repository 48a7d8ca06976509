package dev.rollcall.modparam;

/** What becomes of a REGISTER that asks for less time than is granted at least. */
public enum LowExpires {
    /** It gets the least: OpenSIPS' way. */
    CLAMP,
    /** It is refused with 423 (RFC 3261 10.3 step 7). */
    REJECT
}
