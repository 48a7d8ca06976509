package dev.rollcall.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what a sender can provoke and lets one log line of it pass every {@value #SECONDS_BETWEEN_LINES} seconds.
 * Safe for any thread.
 */
public final class LineLimit {
    /** How long no second line passes. */
    public static final int SECONDS_BETWEEN_LINES = 10;
    /** No line is due. */
    public static final long NOT_DUE = -1;

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES);

    private final LongSupplier nanoClock;
    private final LongAdder total = new LongAdder();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong nextLine;

    /** A limit that lets the first line pass. */
    public LineLimit(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.nextLine = new AtomicLong(nanoClock.getAsLong());
    }

    /** Counts one; returns how many had no line since the last one if a line is due now, else {@link #NOT_DUE}. */
    public long add() {
        total.increment();
        long now = nanoClock.getAsLong();
        long next = nextLine.get();
        if (now - next < 0 || !nextLine.compareAndSet(next, now + INTERVAL)) {
            return NOT_DUE;
        }
        long counted = total.sum();
        return Math.max(0, counted - written.getAndSet(counted) - 1);
    }

    /** How many have been counted. */
    public long total() {
        return total.sum();
    }
}
