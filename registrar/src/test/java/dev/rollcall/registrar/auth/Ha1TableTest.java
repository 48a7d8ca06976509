package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.octets.Octets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class Ha1TableTest {
    private static final String MD5 = DigestClient.hash("MD5", "x");
    private static final String SHA_256 = DigestClient.hash("SHA-256", "x");

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Ha1Table table = new Ha1Table(1, 2, Duration.ofSeconds(60), clock::get);
    private final long alice = key("alice");
    private final long bob = key("bob");

    @Test
    void read_putBefore_untilItsTimeIsOver() {
        assertFalse(isKnown(alice, DigestAlgorithm.MD5));
        put(alice);
        clock.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        assertTrue(isKnown(alice, DigestAlgorithm.MD5));
        clock.addAndGet(1);
        assertFalse(isKnown(alice, DigestAlgorithm.MD5));
    }

    @Test
    void read_eachAlgorithm_itsOwnHash() {
        table.put(alice, Map.of(DigestAlgorithm.MD5, MD5, DigestAlgorithm.SHA_256, SHA_256));
        byte[] ha1 = new byte[ResponseHash.MAX_HASH_BYTES];
        assertTrue(table.read(alice, DigestAlgorithm.SHA_256, ha1));
        assertArrayEquals(HexDigits.read(Octets.of(SHA_256)), ha1);
        assertTrue(table.read(alice, DigestAlgorithm.MD5, ha1));
        assertArrayEquals(HexDigits.read(Octets.of(MD5)), Arrays.copyOf(ha1, DigestAlgorithm.MD5.bytes()));
    }

    @Test
    void read_otherAlgorithmUserOrRealm_nothing() {
        put(alice);
        assertFalse(isKnown(alice, DigestAlgorithm.SHA_256));
        assertFalse(isKnown(bob, DigestAlgorithm.MD5));
        assertFalse(isKnown(table.key(Octets.of("alice"), Octets.of("elsewhere.example")), DigestAlgorithm.MD5));
        assertFalse(isKnown(table.key(Octets.of("aliceexample.com"), Octets.EMPTY), DigestAlgorithm.MD5));
    }

    @Test
    void put_again_newHashAndNewTime() {
        put(alice);
        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        table.put(alice, Map.of(DigestAlgorithm.MD5, DigestClient.hash("MD5", "y")));
        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        byte[] ha1 = new byte[ResponseHash.MAX_HASH_BYTES];
        assertTrue(table.read(alice, DigestAlgorithm.MD5, ha1));
        assertEquals(DigestClient.hash("MD5", "y"), HexFormat.of().formatHex(ha1, 0, 16));
    }

    @Test
    void forget_userGone_forgotten() {
        put(alice);
        put(bob);
        table.forget(alice);
        table.forget(key("nobody"));
        assertFalse(isKnown(alice, DigestAlgorithm.MD5));
        assertTrue(isKnown(bob, DigestAlgorithm.MD5));
    }

    @Test
    void put_moreThanFit_oldestForgotten() {
        for (long key : new long[] {alice, bob, alice, key("carol")}) {
            put(key);
            clock.incrementAndGet();
        }
        assertTrue(isKnown(alice, DigestAlgorithm.MD5));
        assertFalse(isKnown(bob, DigestAlgorithm.MD5));
        assertTrue(isKnown(key("carol"), DigestAlgorithm.MD5));
    }

    @Test
    void put_manyUsers_allKnownUpToTheBound() {
        int rows = 10_000;
        Ha1Table large = Ha1Table.unbounded();
        byte[] ha1 = new byte[ResponseHash.MAX_HASH_BYTES];
        for (int i = 0; i < rows; i++) {
            large.put(large.key(Octets.of("u" + i), Octets.of("r")), hash(i));
        }
        for (int i = 0; i < rows; i++) {
            assertTrue(large.read(large.key(Octets.of("u" + i), Octets.of("r")), DigestAlgorithm.MD5, ha1));
            assertArrayEquals(HexDigits.read(Octets.of(hash(i).get(DigestAlgorithm.MD5))), Arrays.copyOf(ha1, 16));
        }
    }

    @Test
    void put_farMoreThanFit_neverTooManyAndNeverAnothersHash() {
        Ha1Table small = new Ha1Table(4, 256, Duration.ofSeconds(60), clock::get);
        int known = 0;
        byte[] ha1 = new byte[ResponseHash.MAX_HASH_BYTES];
        for (int i = 0; i < 20_000; i++) {
            clock.incrementAndGet();
            small.put(small.key(Octets.of("u" + i), Octets.of("r")), hash(i));
        }
        for (int i = 0; i < 20_000; i++) {
            if (small.read(small.key(Octets.of("u" + i), Octets.of("r")), DigestAlgorithm.MD5, ha1)) {
                known++;
                assertArrayEquals(HexDigits.read(Octets.of(hash(i).get(DigestAlgorithm.MD5))), Arrays.copyOf(ha1, 16));
            }
        }
        assertTrue(known > 900 && known <= 1_024, known + " known");
    }

    private static Map<DigestAlgorithm, String> hash(int i) {
        return Map.of(DigestAlgorithm.MD5, DigestAlgorithm.MD5.hash("u" + i));
    }

    private void put(long key) {
        table.put(key, Map.of(DigestAlgorithm.MD5, MD5));
    }

    private long key(String user) {
        return table.key(Octets.of(user), Octets.of("example.com"));
    }

    private boolean isKnown(long key, DigestAlgorithm algorithm) {
        return table.read(key, algorithm, new byte[ResponseHash.MAX_HASH_BYTES]);
    }
}
