package dev.rollcall.modparam;

/** When a registration reaches the database: OpenSIPS' {@code sql_write_mode}. */
public enum WriteMode {
    /** Never: the table lives in memory and ends with the process. */
    NONE,
    /** Before the answer: nothing that was answered 200 is lost. */
    WRITE_THROUGH,
    /** After the answer, every {@code timer_interval}: at most that much is lost when the process is killed. */
    WRITE_BACK
}
