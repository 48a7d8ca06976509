package dev.rollcall.migrator;

import dev.rollcall.sql.JournalRun;

/**
 * What a table is like after a run.
 *
 * @param run the run
 * @param rows how many rows there are now
 * @param otherColumns the digest now of every column that the run leaves alone
 * @param distinctIds how many IDs there are now
 * @param mapped how many rows the run went through
 * @param changed the rows that are not under their new ID any more
 */
record Verification(
        JournalRun run, long rows, String otherColumns, long distinctIds, long mapped, Finding<String> changed) {
    boolean sameRows() {
        return run.wasServed() || rows == run.tableRows();
    }

    boolean sameColumns() {
        return run.wasServed() || otherColumns.equals(run.otherColumns());
    }

    boolean isUnique() {
        return distinctIds == rows;
    }

    /** Whether nothing speaks against the run. */
    boolean isRight() {
        return sameRows() && sameColumns() && isUnique() && changed.rows() == 0;
    }
}
