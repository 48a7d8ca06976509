package dev.rollcall.repair;

import dev.rollcall.regen.Repair;

/** Follows a repair; called on the repairing thread. */
public interface RepairListener {
    /**
     * A chunk of rows is committed.
     *
     * @param done how many rows of the plan have been gone through
     * @param total how many the plan has
     */
    void progress(long done, long total);

    /**
     * A row was left as it is, since it is not the row that was planned for any more.
     *
     * @param reason what was found instead
     */
    void skipped(Repair repair, String reason);
}
