package dev.rollcall.sql;

/**
 * One repair of a table as its journal keeps it.
 *
 * @param number its number, from 1 on
 * @param work what it does to the rows
 * @param state how far it is
 * @param started when it began, ISO 8601 in UTC
 * @param settings what made an ID right, as text
 * @param selection which rows it is about, as text
 * @param tableRows how many rows the table had
 * @param planned how many of them were to get a new ID
 * @param unrepairable how many have an ID that is not right and that no plan can mend
 * @param otherColumns the digest of every other column before the first write, empty for a table that was served
 *     meanwhile
 */
public record JournalRun(
        int number, Work work, State state, String started, String settings, String selection, long tableRows,
        long planned, long unrepairable, String otherColumns) {

    /** What a run does to the rows of its mapping. */
    public enum Work {
        /** Gives them new IDs, by chunks. */
        REPAIR,
        /** Fills in their domains and gives them new IDs, all of them at once. */
        SET_DOMAIN
    }

    /** How far a run is. */
    public enum State {
        /** Its mapping is being written; the table is untouched. */
        PLANNING,
        /** Its mapping is complete, and its chunks are being applied. */
        APPLYING,
        /** Every chunk was applied. */
        APPLIED,
        /** Its chunks are being taken back. */
        UNDOING,
        /** Every chunk was taken back. */
        UNDONE
    }

    /** Whether a registrar wrote the table while the run went on, so that nobody can tell what it has to be like. */
    public boolean wasServed() {
        return otherColumns.isEmpty();
    }

    /** This run further on. */
    JournalRun in(State other) {
        return new JournalRun(
                number, work, other, started, settings, selection, tableRows, planned, unrepairable, otherColumns);
    }

    /** This run with a mapping of so many rows. */
    JournalRun withPlanned(long rows) {
        return new JournalRun(
                number, work, state, started, settings, selection, tableRows, rows, unrepairable, otherColumns);
    }
}
