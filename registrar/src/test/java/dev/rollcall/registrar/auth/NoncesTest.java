package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.octets.Octets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NoncesTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Nonces nonces = new Nonces(Duration.ofSeconds(30), clock::get);

    @Test
    void issue_clockStandingStill_noTwoAlike() {
        Set<String> texts = new HashSet<>();
        Set<Long> issueTimes = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String nonce = nonces.issue().toString();
            assertTrue(nonce.matches("[A-Za-z0-9_-]{27}"), nonce);
            assertTrue(texts.add(nonce));
            assertTrue(issueTimes.add(issueTime(nonce)));
        }
        assertFalse(issueTimes.contains(Nonces.NOT_OURS));
    }

    @Test
    void issueTime_tamperedAnywhere_nothing() {
        String nonce = nonces.issue().toString();
        for (int i = 0; i < nonce.length(); i++) {
            for (char changed : "ABQabz09-_!=".toCharArray()) {
                String tampered = nonce.substring(0, i) + changed + nonce.substring(i + 1);
                long expected = tampered.equals(nonce) ? issueTime(nonce) : Nonces.NOT_OURS;
                assertEquals(expected, issueTime(tampered), tampered);
            }
        }
    }

    @Test
    void issueTime_notOurs_nothing() {
        Nonces otherProcess = new Nonces(Duration.ofSeconds(30), clock::get);
        assertEquals(Nonces.NOT_OURS, nonces.issueTime(otherProcess.issue()));
        assertEquals(Nonces.NOT_OURS, issueTime(""));
        assertEquals(Nonces.NOT_OURS, issueTime("A".repeat(27)));
        assertEquals(Nonces.NOT_OURS, issueTime("!".repeat(27)));
        assertEquals(Nonces.NOT_OURS, issueTime("A".repeat(25) + "=="));
        assertEquals(Nonces.NOT_OURS, issueTime(nonces.issue().toString() + "A"));
    }

    @Test
    void oldest_lifetimePassed_alsoWhenTheClockWraps() {
        long issueTime = nonces.issueTime(nonces.issue());
        assertFalse(issueTime < nonces.oldest());
        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        assertFalse(issueTime < nonces.oldest());
        clock.addAndGet(1);
        assertTrue(issueTime < nonces.oldest());
    }

    private long issueTime(String nonce) {
        return nonces.issueTime(Octets.of(nonce));
    }
}
