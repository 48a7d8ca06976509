package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
    private static final int MAX_ROWS = 1_000;

    private final RecentRows rows = new RecentRows(2, MAX_ROWS, 38);

    @Test
    void find_newestOfAKey_untilItIsForgotten() {
        long first = rows.add(7);
        long second = rows.add(7);
        assertEquals(second, rows.find(7));
        rows.forgetOldest();
        assertEquals(second, rows.find(7));
        rows.forgetOldest();
        assertEquals(RecentRows.NONE, rows.find(7));
        assertEquals(first + 1, second);
        assertEquals(0, rows.size());
    }

    @Test
    void add_reusedPlace_fieldsAreZero() {
        for (int i = 0; i < 3 * MAX_ROWS; i++) {
            long row = rows.add(i);
            assertEquals(0, rows.get(row, 0));
            assertEquals(0, rows.get(row, 1));
            rows.set(row, 0, i);
            rows.set(row, 1, -i);
        }
    }

    @Test
    void add_andForgetInAnyOrder_asAQueueWouldHaveIt() {
        Random random = new Random(1);
        Deque<Long> keys = new ArrayDeque<>();
        for (int i = 0; i < 50_000; i++) {
            if (random.nextInt(4) == 0 && !keys.isEmpty()) {
                rows.forgetOldest();
                keys.removeFirst();
            } else {
                long key = (long) random.nextInt(2_000) << 40;
                if (keys.size() == MAX_ROWS) {
                    keys.removeFirst();
                }
                keys.addLast(key);
                rows.set(rows.add(key), 0, ~key);
            }
            assertEquals(keys.size(), rows.size());
            assertEquals(keys.size() == MAX_ROWS, rows.isFull());
            long asked = (long) random.nextInt(2_000) << 40;
            long found = rows.find(asked);
            assertEquals(keys.contains(asked), found != RecentRows.NONE);
            assertTrue(found == RecentRows.NONE || rows.get(found, 0) == ~asked);
            assertTrue(keys.isEmpty() || rows.oldestKey() == keys.getFirst());
        }
    }
}
