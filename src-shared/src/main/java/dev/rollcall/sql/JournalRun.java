package dev.rollcall.sql;

/**
 * One repair of a table as its journal keeps it.
 *
 * @param number its number, from 1 on
 * @param state how far it is
 * @param started when it began, ISO 8601 in UTC
 * @param settings what made an ID right, as text
 * @param selection which rows it is about, as text
 * @param tableRows how many rows the table had
 * @param planned how many of them were to get a new ID
 * @param unrepairable how many have an ID that is not right and that no plan can mend
 * @param otherColumns the digest of every other column before the first write
 */
public record JournalRun(
        int number, State state, String started, String settings, String selection, long tableRows, long planned,
        long unrepairable, String otherColumns) {

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

    /** This run further on. */
    JournalRun in(State other) {
        return new JournalRun(
                number, other, started, settings, selection, tableRows, planned, unrepairable, otherColumns);
    }
}
