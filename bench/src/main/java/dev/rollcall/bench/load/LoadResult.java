package dev.rollcall.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a load.
 *
 * @param load the load
 * @param tally its answers
 * @param nanos from the first REGISTER to the last answer
 */
record LoadResult(Load load, Tally tally, long nanos) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** How many REGISTERs were answered 200. */
    long registered() {
        return tally.statuses().getOrDefault(200, 0L);
    }

    /** The result for people. */
    List<String> lines() {
        double seconds = nanos / NANOS_PER_SECOND;
        Latencies latencies = tally.latencies();
        List<String> lines = new ArrayList<>();
        lines.add(format("registrations %d in %.3f s: %.0f a second over %s, %d under way at once",
                registered(), seconds, registered() / seconds, load.transport().lowerCase(), load.lanes()));
        lines.add(format("latency ms: p50 %.3f  p90 %.3f  p99 %.3f  p99.9 %.3f  max %.3f",
                millis(latencies.percentile(0.5)), millis(latencies.percentile(0.9)),
                millis(latencies.percentile(0.99)), millis(latencies.percentile(0.999)), millis(latencies.max())));
        for (Map.Entry<Integer, Long> status : tally.statuses().entrySet()) {
            if (status.getKey() != 200) {
                lines.add(format("refused with %d: %d%s", status.getKey(), status.getValue(), hint(status.getKey())));
            }
        }
        if (tally.unansweredCount() > 0) {
            lines.add(format("not answered within %d s: %d", load.timeout().toSeconds(), tally.unansweredCount()));
        }
        long notSent = load.registrations() - tally.unansweredCount()
                - tally.statuses().values().stream().mapToLong(Long::longValue).sum();
        if (notSent > 0) {
            lines.add(format("not sent, since %d s were over: %d", load.limit().toSeconds(), notSent));
        }
        return lines;
    }

    private static String hint(int status) {
        return status == 401
                ? " (this generator does not authenticate: start the registrar with rollcall.auth=off)"
                : "";
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
