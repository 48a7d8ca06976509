package dev.rollcall.migrator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far work has come: a bar on a terminal, a line now and then elsewhere. For one thread, but that any may ask
 * for the {@link #status}.
 */
final class Progress {
    private static final long BAR_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int BAR_CELLS = 30;
    /** Back to the start of the line, and nothing left on it. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private volatile Phase phase;
    private volatile long done;
    private volatile long skipped;
    private volatile String state = "running";
    private long shown;
    private boolean drawn;

    /**
     * What is being done.
     *
     * @param activity in words
     * @param total how many rows it is about; 0 where that is not known
     * @param before how many of them were done by an earlier process
     * @param start when it began, in nanoseconds
     */
    private record Phase(String activity, long total, long before, long start) {
        String text(long done) {
            if (total == 0) {
                return activity + ": " + done + " rows";
            }
            return String.format(Locale.ROOT, "%s: %d of %d rows, %d %%", activity, done, total, done * 100 / total);
        }

        String bar(long done) {
            if (total == 0) {
                return "";
            }
            int filled = (int) Math.min(BAR_CELLS, done * BAR_CELLS / total);
            return '[' + "#".repeat(filled) + "-".repeat(BAR_CELLS - filled) + "] ";
        }

        long rowsPerSecond(long done, long now) {
            double seconds = Math.max(1, now - start) / (double) Duration.ofSeconds(1).toNanos();
            return Math.round((done - before) / seconds);
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Progress(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.phase = new Phase("starting", 0, 0, nanoTime.getAsLong());
    }

    /** Begins with something else. @param expected how many rows it is about; 0 where that is not known yet */
    void start(String activity, long expected) {
        start(activity, expected, 0);
    }

    /** As {@link #start(String, long)}. @param before how many of the rows are done already */
    void start(String activity, long expected, long before) {
        end();
        shown = nanoTime.getAsLong();
        done = before;
        phase = new Phase(activity, expected, before, shown);
    }

    /** One row more. */
    void advance() {
        advance(1);
    }

    /** So many rows more. */
    void advance(long rows) {
        advanceTo(done + rows);
    }

    /** So many rows since the start. */
    void advanceTo(long rows) {
        done = rows;
        long now = nanoTime.getAsLong();
        if (now - shown >= (terminal ? BAR_NANOS : LINE_NANOS)) {
            shown = now;
            show();
        }
    }

    /** A row is left as it is; something is said of it next. */
    void skipped() {
        end();
        skipped = skipped + 1;
    }

    /** Nothing is done as long as this file exists. */
    void paused(Path file) {
        state = "paused by " + file;
    }

    /** It goes on. */
    void running() {
        state = "running";
    }

    /** Says once how far it is: what, how much of it, how fast since that began, how many rows were left. */
    synchronized void status() {
        end();
        Phase current = phase;
        long rows = done;
        err.printf(Locale.ROOT, "Status: %s, %d rows/s, %d skipped, %s%n", current.text(rows),
                current.rowsPerSecond(rows, nanoTime.getAsLong()), skipped, state);
        err.flush();
    }

    private synchronized void show() {
        if (terminal) {
            err.print(CLEAR_LINE + phase.bar(done) + phase.text(done));
            drawn = true;
        } else {
            err.println(phase.text(done));
        }
        err.flush();
    }

    /** Takes the bar away, before anything else is printed. */
    synchronized void end() {
        if (drawn) {
            err.print(CLEAR_LINE);
            err.flush();
            drawn = false;
        }
    }

    /** Says what the operator should know before it goes on. */
    synchronized void warn(String text) {
        end();
        err.println("Warning: " + text);
        err.flush();
    }
}
