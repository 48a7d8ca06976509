package dev.rollcall.bench.load;

import java.util.Map;
import java.util.TreeMap;

/** What became of REGISTERs. Not thread-safe. */
final class Tally {
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final Latencies latencies = new Latencies();
    private long unanswered;

    /** Counts an answer; only a 200 counts for the latencies. */
    void answered(int status, long nanos) {
        byStatus.merge(status, 1L, Long::sum);
        if (status == 200) {
            latencies.add(nanos);
        }
    }

    void unanswered() {
        unanswered++;
    }

    /** Takes over what another one has counted. */
    void add(Tally other) {
        other.byStatus.forEach((status, count) -> byStatus.merge(status, count, Long::sum));
        latencies.add(other.latencies);
        unanswered += other.unanswered;
    }

    /** How often each status came. */
    Map<Integer, Long> statuses() {
        return byStatus;
    }

    Latencies latencies() {
        return latencies;
    }

    long unansweredCount() {
        return unanswered;
    }
}
