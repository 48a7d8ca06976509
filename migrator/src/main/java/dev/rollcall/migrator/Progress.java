package dev.rollcall.migrator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far work has come: a bar on a terminal, a line now and then elsewhere. For one thread. */
final class Progress {
    private static final long BAR_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int BAR_CELLS = 30;
    /** Back to the start of the line, and nothing left on it. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private String activity = "";
    private long done;
    private long total;
    private long shown;
    private boolean drawn;

    /** @param nanoTime as {@link System#nanoTime} */
    Progress(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** Begins with something else. @param expected how many rows it is about; 0 where that is not known yet */
    void start(String newActivity, long expected) {
        end();
        activity = newActivity;
        total = expected;
        done = 0;
        shown = nanoTime.getAsLong();
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

    private void show() {
        if (terminal) {
            err.print(CLEAR_LINE + bar() + text());
            drawn = true;
        } else {
            err.println(text());
        }
        err.flush();
    }

    private String bar() {
        if (total == 0) {
            return "";
        }
        int filled = (int) Math.min(BAR_CELLS, done * BAR_CELLS / total);
        return '[' + "#".repeat(filled) + "-".repeat(BAR_CELLS - filled) + "] ";
    }

    private String text() {
        if (total == 0) {
            return activity + ": " + done + " rows";
        }
        return String.format(Locale.ROOT, "%s: %d of %d rows, %d %%", activity, done, total, done * 100 / total);
    }

    /** Takes the bar away, before anything else is printed. */
    void end() {
        if (drawn) {
            err.print(CLEAR_LINE);
            err.flush();
            drawn = false;
        }
    }

    /** Says what the operator should know before it goes on. */
    void warn(String text) {
        end();
        err.println("Warning: " + text);
        err.flush();
    }
}
