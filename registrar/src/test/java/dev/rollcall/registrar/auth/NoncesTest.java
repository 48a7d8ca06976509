package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NoncesTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Nonces nonces = new Nonces(Duration.ofSeconds(30), clock::get);

    @Test
    void issue_clockStandingStill_noTwoAlike() {
        Set<String> texts = new HashSet<>();
        Set<OptionalLong> issueTimes = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String nonce = nonces.issue();
            assertTrue(nonce.matches("[A-Za-z0-9_-]{43}"), nonce);
            assertTrue(texts.add(nonce));
            assertTrue(issueTimes.add(nonces.issueTime(nonce)));
        }
        assertFalse(issueTimes.contains(OptionalLong.empty()));
    }

    @Test
    void issueTime_tamperedAnywhere_nothing() {
        String nonce = nonces.issue();
        // The last character holds two bits that mean nothing; they are not what names a nonce.
        for (int i = 0; i < nonce.length() - 1; i++) {
            char changed = nonce.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = nonce.substring(0, i) + changed + nonce.substring(i + 1);
            assertEquals(OptionalLong.empty(), nonces.issueTime(tampered), tampered);
        }
    }

    @Test
    void issueTime_notOurs_nothing() {
        Nonces otherProcess = new Nonces(Duration.ofSeconds(30), clock::get);
        assertEquals(OptionalLong.empty(), nonces.issueTime(otherProcess.issue()));
        assertEquals(OptionalLong.empty(), nonces.issueTime(""));
        assertEquals(OptionalLong.empty(), nonces.issueTime("A".repeat(43)));
        assertEquals(OptionalLong.empty(), nonces.issueTime("!".repeat(43)));
        assertEquals(OptionalLong.empty(), nonces.issueTime("A".repeat(41) + "=="));
        assertEquals(OptionalLong.empty(), nonces.issueTime(nonces.issue() + "A"));
    }

    @Test
    void isAged_lifetimePassed_alsoWhenTheClockWraps() {
        long issueTime = nonces.issueTime(nonces.issue()).orElseThrow();
        assertFalse(nonces.isAged(issueTime));
        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        assertFalse(nonces.isAged(issueTime));
        clock.addAndGet(1);
        assertTrue(nonces.isAged(issueTime));
    }
}
