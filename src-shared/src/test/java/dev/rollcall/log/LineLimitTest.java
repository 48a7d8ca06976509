package dev.rollcall.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One line passes in each interval, and it knows of those that did not. */
class LineLimitTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final LineLimit limit = new LineLimit(clock::get);

    @Test
    void add_withinTheInterval_letsOneLinePass() {
        assertEquals(0, limit.add());
        assertEquals(LineLimit.NOT_DUE, limit.add());
        clock.addAndGet(TimeUnit.SECONDS.toNanos(LineLimit.SECONDS_BETWEEN_LINES) - 1);
        assertEquals(LineLimit.NOT_DUE, limit.add());
        assertEquals(3, limit.total());
    }

    @Test
    void add_afterTheInterval_tellsHowManyHadNoLine() {
        limit.add();
        limit.add();
        limit.add();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(LineLimit.SECONDS_BETWEEN_LINES));
        assertEquals(2, limit.add());
        assertEquals(LineLimit.NOT_DUE, limit.add());
        clock.addAndGet(TimeUnit.SECONDS.toNanos(LineLimit.SECONDS_BETWEEN_LINES));
        assertEquals(1, limit.add());
    }
}
