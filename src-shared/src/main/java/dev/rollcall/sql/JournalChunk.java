package dev.rollcall.sql;

import java.util.List;

/**
 * A part of a run that was committed as one.
 *
 * @param first the position of its first row
 * @param last the position of its last row
 */
public record JournalChunk(long first, long last) {
    /** Adds a position behind those of some parts, to the last of them where it is next to it. */
    static void append(List<JournalChunk> parts, long position) {
        int end = parts.size() - 1;
        if (end >= 0 && parts.get(end).last == position - 1) {
            parts.set(end, new JournalChunk(parts.get(end).first, position));
        } else {
            parts.add(new JournalChunk(position, position));
        }
    }

    /** How many rows were gone through. */
    public long rows() {
        return last - first + 1;
    }
}
