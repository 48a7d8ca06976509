package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PendingTest {
    @Test
    void oldest_afterGrowing_inTheirOrder() {
        Pending pending = new Pending(2);
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            pending.add(i, Integer.MAX_VALUE - i, -i);
            if (i % 3 == 0) {
                assertOldest(pending, taken++);
            }
        }
        while (taken < 1_000) {
            assertOldest(pending, taken++);
        }
        assertTrue(pending.isEmpty());
    }

    private static void assertOldest(Pending pending, int number) {
        assertEquals(number, pending.oldestAor());
        assertEquals(Integer.MAX_VALUE - number, pending.oldestCseq());
        assertEquals(-number, pending.oldestNanos());
        pending.removeOldest();
    }
}
