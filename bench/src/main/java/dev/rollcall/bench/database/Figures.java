package dev.rollcall.bench.database;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** Writes one line for each thing that was measured. */
final class Figures {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final String database;

    Figures(PrintWriter out, String database) {
        this.out = out;
        this.database = database;
    }

    /** How long so many rows took, and how much of the processors this process alone had of it. */
    void rows(String what, long rows, Stopwatch watch) {
        double seconds = watch.nanos() / NANOS_PER_SECOND;
        line(what, String.format(Locale.ROOT, "%9d rows %8.2f s %9.0f rows/s %8.2f CPU s here",
                rows, seconds, rows / seconds, watch.cpuNanos() / NANOS_PER_SECOND));
    }

    /** What single operations took, each in nanoseconds; sorts them. */
    void latencies(String what, long[] nanos) {
        Arrays.sort(nanos);
        line(what, String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
                at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1)));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))] / NANOS_PER_MILLI;
    }

    private void line(String what, String figures) {
        out.printf(Locale.ROOT, "%-10s  %-28s  %s%n", database, what, figures);
        out.flush();
    }
}
