package dev.rollcall.registrar.persist;

import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Registrations that are in the database before they are answered (OpenSIPS: {@code write-through}), many to a commit.
 * Nothing that was answered with success is lost at a crash.
 *
 * <p>A registration is decided and holds its AOR at once, waits in a bounded queue, and becomes visible when the
 * transaction that holds its rows has been committed; where that fails it is dropped and refused. Later ones of the
 * same AOR wait behind it, fetches too (RFC 3261 10.3: in the order received). Of an AOR that none holds, fetches and
 * whatever changes nothing are answered from memory at once, also while the database is down.
 *
 * <p>Any thread may save; outcomes come from a thread of its own, {@code location-writer}, which also deletes what has
 * expired.
 */
public final class WriteThrough implements DatabaseWriter {
    private static final ServerLog LOG = ServerLog.of("usrloc", "write_through");
    /** Registrations a transaction. */
    private static final int GROUP = 1024;
    /** Registrations that may wait for the database. */
    private static final int MAX_QUEUED = 65_536;
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_MILLIS = 100;

    private final LocationTable table;
    private final AorTurns turns;
    private final LocationStore store;
    private final boolean useDomain;
    private final GroupCommit groupCommit;
    private final DirtyRows dirtyRows;
    private final DatabaseHealth health = new DatabaseHealth();
    private final BlockingQueue<PendingWrite> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Thread writer = new Thread(this::run, "location-writer");
    private volatile boolean stopping;
    /** When to try again while the database is down; for the writer alone. */
    private long retryAt;

    /**
     * A service whose writer is not running yet.
     *
     * @param table a table that tracks dirty contacts
     * @param zone the zone of {@code last_modified}
     */
    public WriteThrough(
            LocationTable table, LocationStore store, boolean useDomain, ZoneId zone, InstantSource clock) {
        ContactRows rows = new ContactRows(useDomain, zone);
        this.table = table;
        this.turns = new AorTurns(table);
        this.store = store;
        this.useDomain = useDomain;
        this.groupCommit = new GroupCommit(table, store, rows, useDomain, clock);
        this.dirtyRows = new DirtyRows(table, store, rows, useDomain, clock);
    }

    @Override
    public void start() {
        writer.start();
    }

    @Override
    public boolean isDegraded() {
        return health.isDegraded();
    }

    @Override
    public void save(Registration registration, long now, Consumer<Outcome> done) {
        turns.begin(registration, now, done).ifPresent(this::proceed);
    }

    /** Answers what changes nothing, and hands the rest to the writer; what it does not take is refused. */
    private void proceed(PendingWrite write) {
        Deque<PendingWrite> begun = new ArrayDeque<>(List.of(write));
        while (!begun.isEmpty()) {
            PendingWrite next = begun.remove();
            if (next.pending().isSettled()) {
                answer(next, next.pending().outcome());
            } else if (health.isDegraded() || stopping || !queue.offer(next)) {
                begun.addAll(turns.end(next.pending(), false));
                answer(next, PendingWrite.REFUSED);
            }
        }
    }

    /** Makes a registration visible or drops it, answers, and lets those go on that waited for its AOR. */
    private void end(PendingWrite write, boolean committed) {
        List<PendingWrite> begun = turns.end(write.pending(), committed);
        answer(write, committed ? write.pending().outcome() : PendingWrite.REFUSED);
        begun.forEach(this::proceed);
    }

    private static void answer(PendingWrite write, Outcome outcome) {
        try {
            write.done().accept(outcome);
        } catch (RuntimeException e) {
            LOG.critical("an answer could not be sent: {}", e);
        }
    }

    private void run() {
        long flushedAt = System.nanoTime();
        List<PendingWrite> group = new ArrayList<>(GROUP);
        while (!stopping || !queue.isEmpty()) {
            group.clear();
            fill(group);
            if (!group.isEmpty()) {
                commit(group);
            }
            if (System.nanoTime() - flushedAt >= FLUSH_NANOS) {
                flushDirty();
                flushedAt = System.nanoTime();
            }
        }
        while (table.dirtyCount() > 0 && !health.isDegraded()) {
            flushDirty();
        }
    }

    private void fill(List<PendingWrite> group) {
        try {
            PendingWrite first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, GROUP - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<PendingWrite> group) {
        List<PendingWrite> refused;
        try {
            refused = groupCommit.run(group);
            health.succeeded();
        } catch (RuntimeException e) {
            failed(e);
            refused = List.copyOf(group);
            group.clear();
            // whether a failed commit took effect is not known
            refused.forEach(write -> table.suspect(write.pending()));
        }
        group.forEach(write -> end(write, true));
        refused.forEach(write -> end(write, false));
    }

    /** Deletes what has expired and mends what a failure left in doubt; finds out whether the database is back. */
    private void flushDirty() {
        if (health.isDegraded() && System.nanoTime() - retryAt < 0) {
            return;
        }
        try {
            if (!dirtyRows.flush() && health.isDegraded()) {
                try (LocationTransaction probe = store.begin(useDomain)) {
                    probe.commit();
                }
            }
            health.succeeded();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(health.failed(e));
    }

    @Override
    public int stop(Duration limit) {
        stopping = true;
        try {
            TimeUnit.NANOSECONDS.timedJoin(writer, Math.max(1, limit.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = table.dirtyCount();
        if (left > 0) {
            LOG.warning("{} rows of expired contacts stay in the database; the next start deletes them", left);
        }
        return left;
    }
}
