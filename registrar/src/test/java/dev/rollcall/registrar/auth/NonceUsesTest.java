package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NonceUsesTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;

    private long now;
    private final NonceUses uses = new NonceUses(3, issueTime -> now - issueTime > 100);

    @Test
    void use_risingCounts_eachOnce() {
        for (long count = 1; count <= 200; count++) {
            assertTrue(uses.use(1, ALICE, count));
            assertFalse(uses.use(1, ALICE, count));
        }
        assertFalse(uses.use(1, ALICE, 1));
    }

    @Test
    void use_reordered_eachOnceInsideTheWindow() {
        assertTrue(uses.use(1, ALICE, 100));
        for (long count = 99; count > 36; count--) {
            assertTrue(uses.use(1, ALICE, count), "count " + count);
            assertFalse(uses.use(1, ALICE, count), "count " + count);
        }
        assertFalse(uses.use(1, ALICE, 36));
        assertTrue(uses.use(1, ALICE, 102));
        assertTrue(uses.use(1, ALICE, 101));
        assertFalse(uses.use(1, ALICE, 100));
    }

    @Test
    void use_farAhead_forgetsNoUse() {
        assertTrue(uses.use(1, ALICE, 1));
        assertTrue(uses.use(1, ALICE, 64));
        assertFalse(uses.use(1, ALICE, 1));
        assertTrue(uses.use(1, ALICE, 0xFFFFFFFFL));
        assertFalse(uses.use(1, ALICE, 64));
        assertFalse(uses.use(1, ALICE, 0xFFFFFFFFL));
    }

    @Test
    void use_anothersNonce_refused() {
        assertTrue(uses.use(1, ALICE, 1));
        assertFalse(uses.use(1, BOB, 2));
        assertTrue(uses.use(1, ALICE, 2));
    }

    @Test
    void use_aged_refusedBeforeAndAfterItIsForgotten() {
        assertTrue(uses.use(1, ALICE, 1));
        now = 102;
        assertFalse(uses.use(1, ALICE, 2));
        assertTrue(uses.use(50, ALICE, 1));
        // Even if the clock went back, a forgotten nonce stays so.
        now = 60;
        assertFalse(uses.use(1, ALICE, 2));
        assertTrue(uses.use(50, ALICE, 2));
    }

    @Test
    void use_moreThanTracked_oldestBecomesStaleForEver() {
        assertTrue(uses.use(1, ALICE, 1));
        assertTrue(uses.use(4, ALICE, 1));
        assertTrue(uses.use(3, ALICE, 1));
        assertTrue(uses.use(5, ALICE, 1));
        assertFalse(uses.use(1, ALICE, 2));
        assertTrue(uses.use(3, ALICE, 2));
        assertTrue(uses.use(6, ALICE, 1));
        assertFalse(uses.use(3, ALICE, 3));
        assertFalse(uses.use(2, ALICE, 1), "never used, but older than what was forgotten");
    }

    @Test
    void use_olderThanAllTracked_onceOnly() {
        assertTrue(uses.use(10, ALICE, 1));
        assertTrue(uses.use(11, ALICE, 1));
        assertTrue(uses.use(12, ALICE, 1));
        assertTrue(uses.use(9, ALICE, 1));
        assertFalse(uses.use(9, ALICE, 1));
        assertFalse(uses.use(9, ALICE, 2));
        assertTrue(uses.use(10, ALICE, 2));
    }
}
