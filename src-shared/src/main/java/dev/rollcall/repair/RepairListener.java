package dev.rollcall.repair;

import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;

/**
 * Follows a repair; called on the repairing thread, between two transactions: it may wait there, and what it throws
 * ends the repair, to be resumed by the next one.
 */
public interface RepairListener {
    /**
     * A run begins, or one that did not end goes on.
     *
     * @param done how many rows of its mapping were gone through before
     */
    void started(JournalRun run, long done);

    /**
     * A chunk of rows is committed.
     *
     * @param done how many rows of the mapping have been gone through
     * @param total how many it has
     */
    void progress(long done, long total);

    /**
     * A row was left as it is, since it is not the row that was planned for any more.
     *
     * @param reason what was found instead
     */
    void skipped(IdMapping row, String reason);
}
