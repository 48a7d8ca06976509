package dev.rollcall.registrar.persist;

import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.sql.LocationStore;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Registrations that take effect in memory at once and reach the database later (OpenSIPS: {@code write-back}): every
 * {@code timer_interval}, or before that once half of {@code maxDirty} contacts are dirty. A crash loses what changed
 * since the last flush, no more; {@link #stop} loses nothing that the database takes.
 *
 * <p>While the database is slow or down, registrations go on until {@code maxDirty} contacts wait for it; further ones
 * are refused, and so is what comes after {@link #stop}. Any thread may save; a thread of its own,
 * {@code location-writer}, writes.
 */
public final class WriteBack implements DatabaseWriter {
    private static final ServerLog LOG = ServerLog.of("usrloc", "write_back");
    /** How often the writer looks whether it has to write. */
    private static final long LOOK_MILLIS = 100;

    private final LocationTable table;
    private final DirtyRows dirtyRows;
    private final DatabaseHealth health = new DatabaseHealth();
    private final long intervalNanos;
    private final int maxDirty;
    private final int flushAt;
    private final Thread writer = new Thread(this::run, "location-writer");
    private volatile boolean stopping;

    /**
     * A service whose writer is not running yet.
     *
     * @param table a table that tracks dirty contacts
     * @param zone the zone of {@code last_modified}
     * @param interval the longest time that a change waits while the database answers (OpenSIPS: timer_interval)
     * @param maxDirty how many contacts may wait for the database
     */
    public WriteBack(
            LocationTable table, LocationStore store, boolean useDomain, ZoneId zone, Duration interval, int maxDirty,
            InstantSource clock) {
        this.table = table;
        this.dirtyRows = new DirtyRows(table, store, new ContactRows(useDomain, zone), useDomain, clock);
        this.intervalNanos = interval.toNanos();
        this.maxDirty = maxDirty;
        this.flushAt = maxDirty / 2;
    }

    @Override
    public void start() {
        writer.start();
    }

    @Override
    public void save(Registration registration, long now, Consumer<Outcome> done) {
        // what is decided behind the last flush, as credentials found late, would be lost
        boolean closed = stopping || table.dirtyCount() >= maxDirty;
        if (closed && !registration.isFetch()) {
            done.accept(new Refused(Reason.DATABASE));
            return;
        }
        done.accept(table.save(registration, now));
    }

    @Override
    public boolean answersInPlace() {
        return true;
    }

    @Override
    public boolean isDegraded() {
        return health.isDegraded();
    }

    @Override
    public int stop(Duration limit) {
        stopping = true;
        writer.interrupt();
        try {
            TimeUnit.NANOSECONDS.timedJoin(writer, Math.max(1, limit.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = table.dirtyCount();
        if (left > 0) {
            LOG.critical("{} changed contacts did not reach the database within {} s", left, limit.toSeconds());
        }
        return left;
    }

    private void run() {
        long flushedAt = System.nanoTime();
        while (!stopping) {
            pause(LOOK_MILLIS);
            boolean due = System.nanoTime() - flushedAt >= intervalNanos || table.dirtyCount() >= flushAt;
            if ((due || health.isDegraded()) && !stopping) {
                flushedAt = System.nanoTime();
                flush();
            }
        }
        while (table.dirtyCount() > 0) {
            flush();
        }
    }

    /**
     * Writes as much as is dirty when it begins, or until the database fails; then waits before the next try. What
     * becomes dirty meanwhile is the next interval's, or a busy registrar's flush would never end and write the same
     * contact again and again.
     */
    private void flush() {
        try {
            int left = table.dirtyCount();
            while (left > 0 && dirtyRows.flush()) {
                health.succeeded();
                left -= DirtyRows.TRANSACTION_ROWS;
            }
        } catch (RuntimeException e) {
            pause(health.failed(e));
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(stopping ? Math.min(millis, LOOK_MILLIS) : millis);
        } catch (InterruptedException e) {
            // stop() wakes the writer; what is left to do is told by the flag
        }
    }
}
