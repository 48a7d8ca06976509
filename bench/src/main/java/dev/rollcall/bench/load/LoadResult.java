package dev.rollcall.bench.load;

import dev.rollcall.bench.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What became of a load.
 *
 * @param load the load
 * @param tally its answers
 * @param nanos from the first REGISTER to the last answer
 * @param serverCpuSeconds user and system time of the registrar's process meanwhile; 0 where nobody asked
 * @param ownCpuSeconds the same of the generator
 */
record LoadResult(Load load, Tally tally, long nanos, double serverCpuSeconds, double ownCpuSeconds) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double HUNDRED_THOUSAND = 100_000;

    /** Whether every registration ended with 200. */
    boolean isComplete() {
        return tally.registered() == load.users().count();
    }

    /** The result for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format("registrations %d in %.3f s: %.0f a second over %s, %s",
                tally.registered(), seconds(), rate(), load.transport().lowerCase(), loop()));
        lines.add(format("latency ms: p50 %.3f  p90 %.3f  p99 %.3f  p99.9 %.3f  max %.3f",
                percentile(50), percentile(90), percentile(99), percentile(99.9), percentile(100)));
        load.server().ifPresent(server -> lines.add(format(
                "registrar: %.2f CPU s, %.3f for 100,000 registrations; generator: %.2f CPU s",
                serverCpuSeconds, cost(), ownCpuSeconds)));
        if (tally.challenges() > 0) {
            lines.add("challenges answered: " + tally.challenges());
        }
        tally.refused().forEach((status, count) ->
                lines.add(format("refused with %d: %d%s", status, count, hint(status))));
        if (tally.unansweredCount() > 0) {
            lines.add(format("not answered within %d s: %d", load.timeout().toSeconds(), tally.unansweredCount()));
        }
        if (notSent() > 0) {
            lines.add(format("not sent, since %d s were over: %d", load.limit().toSeconds(), notSent()));
        }
        return lines;
    }

    /** The result for programs, on one line. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("registered", tally.registered());
        all.put("refused", tally.refused());
        all.put("unanswered", tally.unansweredCount());
        all.put("not_sent", notSent());
        all.put("late", tally.lateCount());
        all.put("challenges", tally.challenges());
        all.put("seconds", seconds());
        all.put("rate", rate());
        all.put("p50_ms", percentile(50));
        all.put("p90_ms", percentile(90));
        all.put("p99_ms", percentile(99));
        all.put("p999_ms", percentile(99.9));
        all.put("max_ms", percentile(100));
        all.put("server_cpu_seconds", serverCpuSeconds);
        all.put("own_cpu_seconds", ownCpuSeconds);
        return Json.of(all);
    }

    private double seconds() {
        return nanos / NANOS_PER_SECOND;
    }

    private double rate() {
        return nanos == 0 ? 0 : tally.registered() / seconds();
    }

    private double cost() {
        return tally.registered() == 0 ? 0 : serverCpuSeconds * HUNDRED_THOUSAND / tally.registered();
    }

    private String loop() {
        return load.rate().isPresent()
                ? format("%.0f a second were due", load.rate().getAsDouble())
                : format("%d under way at once", load.inFlight());
    }

    private long notSent() {
        return load.users().count() - tally.registered() - tally.unansweredCount()
                - tally.refused().values().stream().mapToLong(Long::longValue).sum();
    }

    private double percentile(double percent) {
        Histogram latencies = tally.latencies();
        return (percent == 100 ? latencies.getMaxValue() : latencies.getValueAtPercentile(percent)) / NANOS_PER_MILLI;
    }

    private String hint(int status) {
        return status == 401 && load.digest().isEmpty() ? " (--password makes this generator authenticate)" : "";
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
