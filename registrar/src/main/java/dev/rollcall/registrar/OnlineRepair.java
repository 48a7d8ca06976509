package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.statistics.Statistics;
import dev.rollcall.repair.RepairListener;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseUnavailableException;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.MovingRows;
import dev.rollcall.sql.TableLock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings the rows of a repair to their new IDs while SIP is served, in small transactions and no faster than it may, on
 * a thread of its own, {@code repair}. The table in memory has the new IDs from the start.
 *
 * <p>While the database is away it waits. Told to stop, it ends behind the transaction that is under way; the next
 * start goes on from there, as it does after a kill.
 */
final class OnlineRepair implements AutoCloseable {
    private static final ServerLog LOG = ServerLog.of("usrloc", "repair_online");
    private static final int TRANSACTIONS_PER_SECOND = 10;
    /** The server's own writes wait for one of them at most. */
    private static final int MAX_CHUNK_ROWS = 1_000;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_SECONDS = 5;
    private static final long CLOSE_MILLIS = 10_000;
    /** Rows that were left and are logged one by one. */
    private static final int MAX_LEFT_LINES = 100;

    /** Ends a run that is to stop. */
    private static final class StoppedException extends RuntimeException {}

    private final Database database;
    private final LocationStore store;
    private final TableRepair repair;
    private final JournalRun run;
    private final MovingRows rows;
    private final int rowsPerSecond;
    private final Thread thread = new Thread(this::run, "repair");
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;
    private TableLock lock;

    /**
     * A repair that has not begun.
     *
     * @param rows what the run has not gone through
     * @param lock keeps other repairs away; given back by {@link #close}, or when the repair has ended
     */
    OnlineRepair(
            Database database, LocationStore store, TableRepair repair, JournalRun run, MovingRows rows,
            TableLock lock, int rowsPerSecond) {
        this.database = database;
        this.store = store;
        this.repair = repair;
        this.run = run;
        this.rows = rows;
        this.lock = lock;
        this.rowsPerSecond = rowsPerSecond;
    }

    /** The rows of a transaction. */
    static int chunkRows(int rowsPerSecond) {
        return Math.max(1, Math.min(rowsPerSecond / TRANSACTIONS_PER_SECOND, MAX_CHUNK_ROWS));
    }

    /** The rows that are not moved yet. */
    MovingRows rows() {
        return rows;
    }

    /** The table for a server that goes on meanwhile. */
    LocationStore servedStore() {
        return store.whileMoving(rows);
    }

    /** Shows how far the repair is; the same names, each 0, where there is none. */
    static void count(Optional<OnlineRepair> repair, Statistics statistics) {
        statistics.add("repair:rows_found", () -> repair.map(r -> r.rows.rows()).orElse(0L));
        statistics.add("repair:rows_mended", () -> repair.map(r -> r.rows.mended()).orElse(0L));
        statistics.add("repair:rows_left", () -> repair.map(r -> r.rows.waiting()).orElse(0L));
        statistics.add("repair:rows_failed", () -> repair.map(r -> r.rows.left()).orElse(0L));
        statistics.add("repair:running", () -> repair.filter(r -> r.running).isPresent() ? 1 : 0);
    }

    void start() {
        LOG.notice("{} rows of table {} get new contact IDs while they are served, {} a second at most",
                rows.rows(), store.table(), rowsPerSecond);
        running = true;
        // a hint, which most systems ignore: what keeps it behind SIP is its pace
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void run() {
        try {
            boolean ended = attempt();
            while (!ended && !isStoppedWithin(TimeUnit.SECONDS.toNanos(RETRY_SECONDS))) {
                ended = attempt();
            }
        } catch (StoppedException e) {
            LOG.notice("stopped; {} rows still have their old contact ID, and the next start goes on with them",
                    rows.waiting());
        } catch (RuntimeException e) {
            LOG.error("the repair has ended early: {}; {} rows still have their old contact ID and are served all the"
                    + " same; the next start goes on with them", e.getMessage(), rows.waiting());
        } finally {
            running = false;
            closeLock();
        }
    }

    /** Goes on where the journal says. Returns whether the end was reached, and not a database that is away. */
    private boolean attempt() {
        try {
            lockAgain();
            repair.resume(run, rows, new Pace());
        } catch (DatabaseUnavailableException e) {
            LOG.warning("{}; trying again in {} s", e.getMessage(), RETRY_SECONDS);
            closeLock();
            return false;
        }
        rows.end();
        LOG.notice("{} of {} contact IDs regenerated while they were served, {} left, {} beyond repair",
                rows.mended(), rows.rows(), rows.left(), run.unrepairable());
        return true;
    }

    /** A connection that broke has lost its lock. */
    private void lockAgain() {
        if (lock == null) {
            lock = TableLock.acquire(database, store.table()).orElseThrow(() -> new IllegalStateException(
                    "another repair of table " + store.table() + " has begun meanwhile"));
        }
    }

    private void closeLock() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    private boolean isStoppedWithin(long nanos) {
        try {
            return stop.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends it behind the transaction that is under way, and waits for that, but not for a database without end. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            closeLock();
        }
    }

    /** Waits behind each transaction, and tells how far it is. */
    private final class Pace implements RepairListener {
        private long chunkStart;
        private long told;
        private long before;
        private int linesLeft = MAX_LEFT_LINES;

        @Override
        public void started(JournalRun begun, long done) {
            if (done > 0) {
                LOG.notice("the repair of {} goes on behind {} of {} rows", begun.started(), done, begun.planned());
            }
            before = done;
            chunkStart = System.nanoTime();
            told = chunkStart;
        }

        @Override
        public void progress(long done, long total) {
            long now = System.nanoTime();
            if (now - told >= PROGRESS_NANOS) {
                told = now;
                LOG.notice("{} of {} contact IDs regenerated, {} left", done, total, rows.left());
            }
            long due = chunkStart + TimeUnit.SECONDS.toNanos(done - before) / rowsPerSecond;
            if (isStoppedWithin(Math.max(0, due - now)) && done < total) {
                throw new StoppedException();
            }
            before = done;
            chunkStart = System.nanoTime();
        }

        @Override
        public void skipped(IdMapping row, String reason) {
            if (linesLeft-- > 0) {
                LOG.warning("contact ID {} of {} stays: {}",
                        Long.toUnsignedString(row.oldId()), row.username(), reason);
            }
        }
    }
}
