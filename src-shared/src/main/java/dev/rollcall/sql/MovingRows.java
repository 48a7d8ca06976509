package dev.rollcall.sql;

import dev.rollcall.location.LocationRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
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
    private final long rows;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Ids old;
    private volatile Ids planned;
    /** By position in the run: the rows under their old IDs; guarded by the lock. */
    private final BitSet waiting;
    /** How far the run has gone through its positions; guarded by the lock. */
    private long applied;
    private volatile long waitingCount;
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
     * Rows that wait.
     *
     * @param applied the last position that an earlier process went through
     * @param waiting the positions of all of them
     * @param positions the positions of those that can be moved
     */
    MovingRows(JournalRun run, long applied, BitSet waiting, int[] positions, long[] oldIds, long[] newIds) {
        this.run = run;
        this.applied = applied;
        this.waiting = waiting;
        old = new Ids(oldIds, positions);
        planned = new Ids(newIds, positions);
        rows = waiting.cardinality();
        waitingCount = rows;
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

    /** How many rows were under their old ID when this process began. */
    public long rows() {
        return rows;
    }

    /** How many of them are under their new ID now, or were deleted by the server. */
    public long mended() {
        return rows - waitingCount - left;
    }

    /** How many wait under their old one. */
    public long waiting() {
        return waitingCount;
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
        return parts(newIds, waiting::get);
    }

    /** The parts that hold such rows, as far as the run has not gone through them. The caller holds the lock. */
    List<JournalChunk> ahead(LongStream newIds) {
        return parts(newIds, position -> position > applied);
    }

    private List<JournalChunk> parts(LongStream newIds, IntPredicate wanted) {
        List<JournalChunk> parts = new ArrayList<>();
        newIds.mapToInt(planned::position)
                .filter(position -> position > 0 && wanted.test(position))
                .sorted()
                .distinct()
                .forEachOrdered(position -> JournalChunk.append(parts, position));
        return parts;
    }

    /** A server has moved parts and committed that. The caller holds the lock. */
    void moved(List<JournalChunk> parts, int leftRows) {
        parts.forEach(part -> waiting.clear((int) part.first(), (int) part.last() + 1));
        count(leftRows);
    }

    /** The run was gone through up to a position, and that is committed. The caller holds the lock. */
    void applied(long last, int leftRows) {
        // from the start: a commit whose answer was lost has left some behind
        waiting.clear(0, (int) last + 1);
        applied = last;
        count(leftRows);
    }

    private void count(int leftRows) {
        left += leftRows;
        waitingCount = waiting.cardinality();
    }
}
