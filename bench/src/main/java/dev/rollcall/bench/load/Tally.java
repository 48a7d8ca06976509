package dev.rollcall.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of registrations. Latencies are nanoseconds, right to a thousandth. NOT thread-safe. */
final class Tally {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int STATUSES = 1_000;

    private final long[] byStatus = new long[STATUSES];
    private final Histogram latencies = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
    private long challenges;
    private long unanswered;
    private long late;

    /** Counts a final answer; only a 200 counts for the latencies. */
    void answered(int status, long nanos) {
        byStatus[status]++;
        if (status == 200) {
            latencies.recordValue(Math.min(Math.max(0, nanos), LONGEST_NANOS));
        }
    }

    /** Counts a challenge that is being answered. */
    void challenged() {
        challenges++;
    }

    void unanswered() {
        unanswered++;
    }

    /** Counts an answer that nobody waits for any more. */
    void late() {
        late++;
    }

    long registered() {
        return byStatus[200];
    }

    /** How often each other status came. */
    Map<Integer, Long> refused() {
        Map<Integer, Long> refused = new TreeMap<>();
        for (int status = 0; status < STATUSES; status++) {
            if (status != 200 && byStatus[status] > 0) {
                refused.put(status, byStatus[status]);
            }
        }
        return refused;
    }

    Histogram latencies() {
        return latencies;
    }

    long challenges() {
        return challenges;
    }

    long unansweredCount() {
        return unanswered;
    }

    long lateCount() {
        return late;
    }
}
