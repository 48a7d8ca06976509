package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonceUsesTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;

    private long now;
    private final NonceUses uses = new NonceUses(3);

    @Test
    void use_risingCounts_eachOnce() {
        for (long count = 1; count <= 200; count++) {
            assertTrue(use(1, ALICE, count));
            assertFalse(use(1, ALICE, count));
        }
        assertFalse(use(1, ALICE, 1));
    }

    @Test
    void use_reordered_eachOnceInsideTheWindow() {
        assertTrue(use(1, ALICE, 100));
        for (long count = 99; count > 36; count--) {
            assertTrue(use(1, ALICE, count), "count " + count);
            assertFalse(use(1, ALICE, count), "count " + count);
        }
        assertFalse(use(1, ALICE, 36));
        assertTrue(use(1, ALICE, 102));
        assertTrue(use(1, ALICE, 101));
        assertFalse(use(1, ALICE, 100));
    }

    @Test
    void use_farAhead_forgetsNoUse() {
        assertTrue(use(1, ALICE, 1));
        assertTrue(use(1, ALICE, 64));
        assertFalse(use(1, ALICE, 1));
        assertTrue(use(1, ALICE, 0xFFFFFFFFL));
        assertFalse(use(1, ALICE, 64));
        assertFalse(use(1, ALICE, 0xFFFFFFFFL));
    }

    @Test
    void use_anothersNonce_refused() {
        assertTrue(use(1, ALICE, 1));
        assertFalse(use(1, BOB, 2));
        assertTrue(use(1, ALICE, 2));
    }

    @Test
    void use_aged_refusedBeforeAndAfterItIsForgotten() {
        assertTrue(use(1, ALICE, 1));
        now = 102;
        assertFalse(use(1, ALICE, 2));
        assertTrue(use(50, ALICE, 1));
        // Even if the clock went back, a forgotten nonce stays so.
        now = 60;
        assertFalse(use(1, ALICE, 2));
        assertTrue(use(50, ALICE, 2));
    }

    @Test
    void use_moreThanTracked_oldestBecomesStaleForEver() {
        assertTrue(use(1, ALICE, 1));
        assertTrue(use(4, ALICE, 1));
        assertTrue(use(3, ALICE, 1));
        assertTrue(use(5, ALICE, 1));
        assertFalse(use(1, ALICE, 2));
        assertTrue(use(3, ALICE, 2));
        assertTrue(use(6, ALICE, 1));
        assertFalse(use(3, ALICE, 3));
        assertFalse(use(2, ALICE, 1), "never used, but older than what was forgotten");
    }

    @Test
    void use_olderThanAllTracked_onceOnly() {
        assertTrue(use(10, ALICE, 1));
        assertTrue(use(11, ALICE, 1));
        assertTrue(use(12, ALICE, 1));
        assertTrue(use(9, ALICE, 1));
        assertFalse(use(9, ALICE, 1));
        assertFalse(use(9, ALICE, 2));
        assertTrue(use(10, ALICE, 2));
    }

    @Test
    void use_manyInAnyOrder_eachCountOnceOnly() {
        NonceUses many = new NonceUses(1 << 14);
        Random random = new Random(1);
        Set<Long> used = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            long issueTime = random.nextInt(4_000) * 5_000L;
            long count = 1 + random.nextInt(4);
            assertEquals(used.add(issueTime << 3 | count), many.use(issueTime, ALICE, count, 0), "use " + i);
        }
    }

    /** A nonce may be used up to 100 after its issue. */
    private boolean use(long issueTime, long user, long count) {
        return uses.use(issueTime, user, count, now - 100);
    }
}
