package dev.rollcall.sql;

/**
 * A part of a run that was committed as one.
 *
 * @param first the position of its first row
 * @param last the position of its last row
 */
public record JournalChunk(long first, long last) {
    /** How many rows were gone through. */
    public long rows() {
        return last - first + 1;
    }
}
