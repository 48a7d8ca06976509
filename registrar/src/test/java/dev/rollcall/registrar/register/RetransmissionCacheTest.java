package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.register.RetransmissionCache.Answer;
import dev.rollcall.registrar.register.RetransmissionCache.Earlier;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetransmissionCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RetransmissionCache cache = new RetransmissionCache(100, 100_000, nanos::get);

    @Test
    void begin_repeatedRequest_isTheEarlierOneWithItsAnswer() {
        assertEquals(Optional.empty(), cache.begin("a"));
        assertEquals(Optional.of(new Earlier(Optional.empty())), cache.begin("a"));

        Answer answer = new Answer(new byte[10], 5060);
        cache.answered("a", answer);

        assertSame(answer, cache.begin("a").orElseThrow().answer().orElseThrow());
        assertEquals(Optional.empty(), cache.begin("b"));
    }

    @Test
    void begin_after32Seconds_isNewAgain() {
        cache.begin("a");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(32) - 1);
        assertTrue(cache.begin("a").isPresent());

        nanos.incrementAndGet();

        assertEquals(Optional.empty(), cache.begin("a"));
    }

    @Test
    void begin_moreThanItsEntries_forgetsTheOldest() {
        for (int i = 0; i <= 101; i++) {
            cache.begin("key" + i);
        }

        assertTrue(cache.begin("key101").isPresent());
        assertTrue(cache.begin("key2").isPresent());
        assertEquals(Optional.empty(), cache.begin("key0"));
    }

    @Test
    void answered_moreThanItsBytes_forgetsTheOldest() {
        for (int i = 0; i < 10; i++) {
            cache.begin("key" + i);
            cache.answered("key" + i, new Answer(new byte[20_000], 5060));
        }

        assertTrue(cache.begin("key9").isPresent());
        assertTrue(cache.begin("key6").isPresent());
        assertEquals(Optional.empty(), cache.begin("key5"));
    }

    @Test
    void answered_afterItWasForgotten_isIgnored() {
        cache.answered("never", new Answer(new byte[10], 5060));

        assertEquals(Optional.empty(), cache.begin("never"));
    }
}
