package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.register.RetransmissionCache.Answer;
import dev.rollcall.registrar.register.RetransmissionCache.Earlier;
import dev.rollcall.registrar.sip.RequestKey;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetransmissionCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RetransmissionCache cache = new RetransmissionCache(100, 100_000, nanos::get);

    @Test
    void begin_repeatedRequest_isTheEarlierOneWithItsAnswer() {
        assertEquals(Optional.empty(), cache.begin(key("a")));
        assertEquals(Optional.of(new Earlier(Optional.empty())), cache.begin(key("a")));

        cache.answered(key("a"), new byte[] {1, 2, 3, 4}, 3, 5060);

        Answer answer = cache.begin(key("a")).orElseThrow().answer().orElseThrow();
        assertArrayEquals(new byte[] {1, 2, 3}, answer.message());
        assertEquals(5060, answer.port());
        assertEquals(Optional.empty(), cache.begin(key("b")));
    }

    @Test
    void begin_after32Seconds_isNewAgain() {
        cache.begin(key("a"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(32) - 1);
        assertTrue(cache.begin(key("a")).isPresent());

        nanos.incrementAndGet();

        assertEquals(Optional.empty(), cache.begin(key("a")));
    }

    @Test
    void begin_moreThanItsEntries_forgetsTheOldest() {
        for (int i = 0; i <= 101; i++) {
            cache.begin(key("key" + i));
        }

        assertTrue(cache.begin(key("key101")).isPresent());
        assertTrue(cache.begin(key("key2")).isPresent());
        assertEquals(Optional.empty(), cache.begin(key("key0")));
    }

    @Test
    void answered_moreThanItsBytes_forgetsTheOldest() {
        for (int i = 0; i < 10; i++) {
            cache.begin(key("key" + i));
            cache.answered(key("key" + i), new byte[20_000], 20_000, 5060);
        }

        assertTrue(cache.begin(key("key9")).isPresent());
        assertTrue(cache.begin(key("key6")).isPresent());
        assertEquals(Optional.empty(), cache.begin(key("key5")));
    }

    @Test
    void answered_afterItWasForgotten_isIgnored() {
        cache.answered(key("never"), new byte[10], 10, 5060);

        assertEquals(Optional.empty(), cache.begin(key("never")));
    }

    @Test
    void answered_inManyChunksOverTime_keepsTheLast32Seconds() {
        RetransmissionCache roomy = new RetransmissionCache(100, 48 << 20, nanos::get);
        for (int second = 0; second < 200; second++) {
            roomy.begin(key("key" + second));
            byte[] message = new byte[30_000];
            message[29_999] = (byte) second;
            roomy.answered(key("key" + second), message, message.length, second);
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }

        for (int second = 169; second < 200; second++) {
            Answer answer = roomy.begin(key("key" + second)).orElseThrow().answer().orElseThrow();
            assertEquals(second, answer.port());
            assertEquals((byte) second, answer.message()[29_999]);
        }
        assertEquals(Optional.empty(), roomy.begin(key("key168")));
    }

    @Test
    void begin_twoKeysOfOneBucket_areNotTheSame() {
        RequestKey one = new RequestKey(1, 7);
        RequestKey other = new RequestKey(2, 7);
        cache.begin(one);
        cache.answered(one, new byte[10], 10, 5060);

        assertEquals(Optional.empty(), cache.begin(other));
        assertTrue(cache.begin(one).orElseThrow().answer().isPresent());
        assertEquals(Optional.of(new Earlier(Optional.empty())), cache.begin(other));
    }

    private static RequestKey key(String name) {
        return new RequestKey(name.hashCode(), name.hashCode() * 31L);
    }
}
