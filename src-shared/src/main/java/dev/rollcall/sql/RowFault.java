package dev.rollcall.sql;

/**
 * A row of a batch that was not written; all others of the batch were.
 *
 * @param row its index in the batch
 * @param cause why
 * @param reason the database's words, for the log
 */
public record RowFault(int row, Cause cause, String reason) {
    /** Why a row was not written. */
    public enum Cause {
        /** Its contact_id is another row's: it may be stored under another one. */
        KEY_CLASH,
        /** No row has its key any more, or, where that was asked, it has not expired. */
        NOT_FOUND,
        /** The database does not take its values: the same row will never be accepted. */
        REFUSED
    }
}
