package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is granted for a time asked for. */
class ExpiryPolicyTest {
    @Test
    void granted_deviation_spreadsWithinItsBounds() {
        ExpiryPolicy policy = new ExpiryPolicy(3600, 60, 0, 300, false);

        long[] granted = LongStream.range(0, 2_000).map(i -> policy.granted(3600)).toArray();

        assertTrue(LongStream.of(granted).allMatch(seconds -> seconds >= 3300 && seconds <= 3900));
        // 2 000 draws of 601 values: fewer than 300 different ones do not happen by chance
        assertTrue(LongStream.of(granted).distinct().count() > 300);
    }

    @Test
    void granted_deviation_staysWithinMinAndMax() {
        ExpiryPolicy policy = new ExpiryPolicy(3600, 590, 610, 300, false);

        assertTrue(LongStream.range(0, 1_000).map(i -> policy.granted(600)).allMatch(s -> s >= 590 && s <= 610));
    }

    @Test
    void refuses_anHourAndMore_isNeverBrief() {
        ExpiryPolicy policy = new ExpiryPolicy(3600, 7200, 0, 0, true);

        assertTrue(policy.refuses(3599));
        assertFalse(policy.refuses(3600));
        assertEquals(7200, policy.granted(3600));
    }

    @Test
    void refuses_byDefault_nothing() {
        assertFalse(ExpiryPolicy.DEFAULT.refuses(1));
        assertEquals(60, ExpiryPolicy.DEFAULT.granted(1));
    }
}
