package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.99, 0.999, 1})
    void percentile_ofRandomTimes_withinThreePercentAbove(double share) {
        SplittableRandom random = new SplittableRandom(7);
        long[] times = new long[10_000];
        Latencies latencies = new Latencies();
        for (int i = 0; i < times.length; i++) {
            times[i] = random.nextLong(1L << random.nextInt(1, 40));
            latencies.add(times[i]);
        }
        Arrays.sort(times);
        long exact = times[Math.max(0, (int) Math.ceil(share * times.length) - 1)];
        long estimate = latencies.percentile(share);
        assertTrue(estimate >= exact && estimate <= exact * 1.032 + 1, estimate + " for " + exact);
    }

    @Test
    void percentile_withoutTimes_zero() {
        assertEquals(0, new Latencies().percentile(0.5));
        assertEquals(0, new Latencies().max());
    }

    @Test
    void add_smallestAndLargest_kept() {
        Latencies latencies = new Latencies();
        latencies.add(0);
        latencies.add(Long.MAX_VALUE);
        assertEquals(0, latencies.percentile(0.5));
        assertEquals(Long.MAX_VALUE, latencies.percentile(1));
    }

    @Test
    void add_ofAnother_countsBoth() {
        Latencies one = new Latencies();
        one.add(10);
        Latencies other = new Latencies();
        other.add(30);
        one.add(other);
        assertEquals(10, one.percentile(0.5));
        assertEquals(30, one.percentile(1));
        assertEquals(30, one.max());
    }
}
