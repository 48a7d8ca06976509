package dev.rollcall.modparam;

/** Where the table comes from at a start: OpenSIPS' {@code restart_persistency}. */
public enum RestartPersistency {
    /** From nowhere: it starts empty. */
    NONE,
    /** From the database, before SIP is served. */
    LOAD_FROM_SQL
}
