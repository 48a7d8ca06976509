package dev.rollcall.repair;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.location.LocationRow;
import dev.rollcall.preload.ReadAhead;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.regen.RepairPlanner;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.ChunkWriter;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalChunk;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LeftRow;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.MovingRows;
import dev.rollcall.sql.RepairJournal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Gives the rows of a table the contact IDs that they should have, and changes nothing else of them.
 *
 * <p>All rows are read, and every new ID is fixed and written to the table's {@link RepairJournal} before the first row
 * is. Rows are then moved by chunks of that mapping, each a transaction that notes itself in the journal. No new ID is
 * one that any row has before or after, so the table is whole between any two chunks. A repair that is killed is
 * resumed from the journal, and nothing is planned anew.
 *
 * <p>The caller holds the table's {@link dev.rollcall.sql.TableLock}. Others may write the table meanwhile: a row that
 * is not found by its ID and name any more, or whose new ID somebody else took, is skipped and told, never guessed.
 */
public final class TableRepair {
    private final LocationStore store;
    private final RepairJournal journal;
    private final SpillDirectory directory;
    private final int chunkRows;

    /** @param directory takes what does not fit into memory */
    public TableRepair(LocationStore store, SpillDirectory directory) {
        this(store, new RepairJournal(store), directory, Integer.MAX_VALUE);
    }

    private TableRepair(LocationStore store, RepairJournal journal, SpillDirectory directory, int chunkRows) {
        this.store = store;
        this.journal = journal;
        this.directory = directory;
        this.chunkRows = Math.min(chunkRows, journal.chunkRows());
    }

    /** This repair with no more rows in a transaction than these. */
    public TableRepair withChunkRows(int most) {
        return new TableRepair(store, journal, directory, Math.min(chunkRows, most));
    }

    /** A run that did not end, and that {@link #resume} goes on with. */
    public Optional<JournalRun> unfinished() {
        return journal.runs().stream().filter(run -> run.state() == JournalRun.State.APPLYING).findFirst();
    }

    /**
     * Reads a table and fixes which row gets which ID; writes nothing.
     *
     * @param ids what makes an ID right, the format decided
     * @param directory takes what does not fit into memory
     * @throws dev.rollcall.sql.DatabaseException when the table is refused or the database fails
     * @throws dev.rollcall.spill.SpillException when the temporary directory has no room
     */
    public static RepairPlan plan(LocationStore store, IdCheck ids, SpillDirectory directory) {
        try (RepairPlanner planner = new RepairPlanner(ids, directory)) {
            store.scanIds(planner::add);
            return planner.plan();
        }
    }

    /**
     * As the other {@link #plan(LocationStore, IdCheck, SpillDirectory) plan}, before a repair.
     *
     * @param eachRow is shown every row, with all its columns
     */
    public RepairPlan plan(IdCheck ids, Consumer<LocationRow> eachRow) {
        try (RepairPlanner planner = new RepairPlanner(ids, directory)) {
            read(row -> {
                planner.add(row.contactId(), row.username(), row.domain());
                eachRow.accept(row);
            });
            return planner.plan();
        }
    }

    /** Shows every row, and plans nothing. */
    public void read(Consumer<LocationRow> eachRow) {
        new ReadAhead(store::scan).scan(eachRow);
    }

    /**
     * Writes what was planned.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the chunks before are committed
     */
    public RepairOutcome apply(RepairRequest request, Iterator<Repair> repairs, RepairListener listener) {
        return resume(prepare(request, repairs), listener);
    }

    /**
     * Writes down what was planned, and nothing else: a run that {@link #resume} begins with.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the table is as it was
     */
    public JournalRun prepare(RepairRequest request, Iterator<Repair> repairs) {
        return journal.load(begin(JournalRun.Work.REPAIR, request), mappings(repairs));
    }

    /** The rows of a run that {@link #prepare} has just written down, for a server that writes the table meanwhile. */
    public MovingRows moving(JournalRun run) {
        return journal.moving(run);
    }

    /** As {@link #moving}, the rows that an {@link #unfinished} run has not gone through yet. */
    public MovingRows movingOn(JournalRun run) {
        return journal.movingOn(run);
    }

    private JournalRun begin(JournalRun.Work work, RepairRequest request) {
        return journal.begin(work, request.settings(), request.selection(), request.tableRows(),
                request.unrepairable(), request.otherColumns());
    }

    /**
     * Fills in domains and gives the rows the IDs that go with them, all in one transaction: whoever reads the table
     * finds the one or the other, also where this is killed.
     *
     * @param mappings every row that changes, each with its new domain
     * @param progress is told how many rows have been gone through
     * @return the rows that are not what was planned for any more; nothing is written where there is one
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the table is as it was
     */
    public List<LeftRow> setDomains(RepairRequest request, Iterator<IdMapping> mappings, LongConsumer progress) {
        JournalRun run = journal.load(begin(JournalRun.Work.SET_DOMAIN, request), mappings);
        List<LeftRow> left;
        try (ChunkWriter writer = journal.applying(run)) {
            left = writer.writeWhole(progress);
        }
        if (!left.isEmpty()) {
            journal.forget(run);
        }
        return left;
    }

    private static Iterator<IdMapping> mappings(Iterator<Repair> repairs) {
        return new Iterator<>() {
            private long position;

            @Override
            public boolean hasNext() {
                return repairs.hasNext();
            }

            @Override
            public IdMapping next() {
                Repair repair = repairs.next();
                return new IdMapping(++position, repair.oldId(), repair.newId(), repair.username(), repair.domain(),
                        null, repair.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        };
    }

    /**
     * Goes on with a run that did not end, where it was.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the chunks before are committed
     */
    public RepairOutcome resume(JournalRun run, RepairListener listener) {
        return resume(run, listener, () -> journal.applying(run));
    }

    /**
     * As {@link #resume(JournalRun, RepairListener)}, while a server writes the table.
     *
     * @param moving what that server knows of the run
     */
    public RepairOutcome resume(JournalRun run, MovingRows moving, RepairListener listener) {
        return resume(run, listener, () -> journal.applying(run, moving));
    }

    private RepairOutcome resume(JournalRun run, RepairListener listener, Supplier<ChunkWriter> writers) {
        long done = journal.lastPosition(run);
        long before = done;
        long skipped = 0;
        listener.started(run, done);
        try (ChunkWriter writer = writers.get()) {
            while (done < run.planned()) {
                long last = Math.min(done + chunkRows, run.planned());
                List<LeftRow> left = writer.write(new JournalChunk(done + 1, last));
                done = last;
                skipped += left.size();
                left.forEach(row -> listener.skipped(row.mapping(), row.reason()));
                listener.progress(done, run.planned());
            }
        }
        journal.note(run, JournalRun.State.APPLIED);
        return new RepairOutcome(run.tableRows(), done - before - skipped, skipped, run.unrepairable());
    }

    /** The runs that can be taken back, the last first. */
    public List<JournalRun> undoable() {
        return journal.runs().stream()
                .filter(run -> run.state() != JournalRun.State.PLANNING && run.state() != JournalRun.State.UNDONE)
                .sorted((one, other) -> Integer.compare(other.number(), one.number()))
                .toList();
    }

    /**
     * Gives the rows of a run their old IDs back, from its last chunk to its first; goes on where it was.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the chunks before are committed
     */
    public RepairOutcome undo(JournalRun run, RepairListener listener) {
        List<JournalChunk> chunks = new ArrayList<>(journal.movedBeyond(run));
        chunks.addAll(journal.appliedChunks(run));
        long total = chunks.stream().mapToLong(JournalChunk::rows).sum();
        long done = 0;
        long skipped = 0;
        long gone = 0;
        JournalRun undoing = journal.note(run, JournalRun.State.UNDOING);
        listener.started(undoing, done);
        try (ChunkWriter writer = journal.undoing(run)) {
            for (JournalChunk chunk : chunks) {
                List<LeftRow> left = writer.write(chunk);
                done += chunk.rows();
                skipped += left.size();
                gone += journal.deleted(run, chunk);
                left.forEach(row -> listener.skipped(row.mapping(), row.reason()));
                listener.progress(done, total);
            }
        }
        journal.note(run, JournalRun.State.UNDONE);
        return new RepairOutcome(run.tableRows(), done - skipped - gone, skipped, run.unrepairable());
    }
}
