package dev.rollcall.modparam;

/** What becomes of a contact whose connection has gone. */
public enum ConnectionLoss {
    /** It stays until it expires: its phone may come back, or be reached by a connection to it. */
    KEEP,
    /** It is removed, unless its phone has registered over another connection meanwhile. */
    REMOVE
}
