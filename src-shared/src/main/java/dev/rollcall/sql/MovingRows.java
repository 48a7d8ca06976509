package dev.rollcall.sql;

import dev.rollcall.location.LocationRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * The rows of a run that goes on while a server writes the table: the server knows them by their new IDs already, and
 * the database by their old ones until a chunk has moved them. Whoever writes such a row moves it first, in the same
 * transaction, so that a contact has one row at every moment.
 *
 * <p>Safe for any thread. One lock keeps the transactions of the run and those of the server apart: neither waits for
 * rows that the other has changed. Some 40 bytes a row until {@link #loaded}, then 25, and next to nothing once the run
 * has ended.
 */
public final class MovingRows {
    private static final long[] NONE = {};

    private final JournalRun run;
    private final long before;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Ids old;
    private volatile Ids planned;
    /** By position in the run: what was gone through; guarded by the lock. */
    private final BitSet gone = new BitSet();
    private volatile long goneCount;
    private volatile long left;

    /** IDs, and the position in the run of each. */
    private record Ids(long[] ids, int[] positions, IdPlaces places) {
        Ids(long[] ids, int[] positions) {
            this(ids, positions, new IdPlaces(ids));
        }

        /** The position of an ID, 0 where it is none of them. */
        int position(long id) {
            int place = places.of(id);
            return place == IdPlaces.NONE ? 0 : positions[place];
        }
    }

    /**
     * Rows that wait, nothing gone through.
     *
     * @param before the last position that an earlier process went through
     * @param positions the positions of those rows that can be moved
     */
    MovingRows(JournalRun run, long before, int[] positions, long[] oldIds, long[] newIds) {
        this.run = run;
        this.before = before;
        old = new Ids(oldIds, positions);
        planned = new Ids(newIds, positions);
    }

    JournalRun run() {
        return run;
    }

    /** Shows every ID that must not be given to anybody else: the old and the new one of each row. */
    public void forEachId(LongConsumer ids) {
        LongStream.of(old.ids).forEach(ids);
        LongStream.of(planned.ids).forEach(ids);
    }

    /** A row as it is to be: under its new ID where it waits for one. */
    LocationRow moved(LocationRow row) {
        int place = row.contactId() == null ? IdPlaces.NONE : old.places.of(row.contactId());
        return place == IdPlaces.NONE ? row : row.withContactId(planned.ids[place]);
    }

    /** The table was loaded: no old ID is looked up any more. */
    public void loaded() {
        old = new Ids(NONE, new int[0]);
    }

    /** How many rows the run is still to go through, or was when this process began. */
    public long rows() {
        return run.planned() - before;
    }

    /** How many of them are under their new ID now. */
    public long mended() {
        return goneCount - left;
    }

    /** How many wait under their old one. */
    public long waiting() {
        return rows() - goneCount;
    }

    /** How many were found to be others than those that were planned for, and stay as they are. */
    public long left() {
        return left;
    }

    /** The run has ended: nothing waits any more. */
    public void end() {
        planned = new Ids(NONE, new int[0]);
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** The parts of the run that hold the rows of some new IDs, as far as they wait. The caller holds the lock. */
    List<JournalChunk> waiting(LongStream newIds) {
        Ids known = planned;
        int[] positions = newIds.mapToInt(known::position)
                .filter(position -> position > 0 && !gone.get(position))
                .sorted()
                .distinct()
                .toArray();
        List<JournalChunk> parts = new ArrayList<>();
        for (int from = 0, to; from < positions.length; from = to) {
            to = from + 1;
            while (to < positions.length && positions[to] == positions[to - 1] + 1) {
                to++;
            }
            parts.add(new JournalChunk(positions[from], positions[to - 1]));
        }
        return parts;
    }

    /** Takes those out that a server moved before, and has deleted since. The caller holds the lock. */
    List<LeftRow> withoutGone(List<LeftRow> rows) {
        return rows.stream().filter(row -> !gone.get((int) row.mapping().position())).toList();
    }

    /** A server has moved parts and committed that. The caller holds the lock. */
    void moved(List<JournalChunk> parts, int leftRows) {
        parts.forEach(part -> gone.set((int) part.first(), (int) part.last() + 1));
        count(leftRows);
    }

    /** The run was gone through up to a position, and that is committed. The caller holds the lock. */
    void applied(long last, int leftRows) {
        // also what a commit did whose answer was lost
        gone.set((int) before + 1, (int) last + 1);
        count(leftRows);
    }

    private void count(int leftRows) {
        left += leftRows;
        goneCount = gone.cardinality();
    }
}
