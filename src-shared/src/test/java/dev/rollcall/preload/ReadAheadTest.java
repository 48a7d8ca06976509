package dev.rollcall.preload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.location.LocationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private static List<LocationRow> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> Rows.row((long) i, "user" + i, "example.com")).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 20_000})
    void scan_rows_allInTheirOrderOnTheCallersThread(int count) {
        List<LocationRow> given = rows(count);
        List<LocationRow> seen = new ArrayList<>();
        AtomicReference<Thread> reader = new AtomicReference<>();
        Thread caller = Thread.currentThread();
        long told = new ReadAhead(rows -> {
            reader.set(Thread.currentThread());
            given.forEach(rows);
            return count;
        }).scan(row -> {
            assertSame(caller, Thread.currentThread());
            seen.add(row);
        });
        assertEquals(count, told);
        assertEquals(given, seen);
        assertNotEquals(caller, reader.get());
    }

    @Test
    void scan_sourceFails_sameFailureBehindTheRowsBefore() {
        IllegalStateException failure = new IllegalStateException("database gone");
        List<LocationRow> seen = new ArrayList<>();
        RowSource failing = rows -> {
            rows(700).forEach(rows);
            throw failure;
        };
        assertSame(failure, assertThrows(
                IllegalStateException.class, () -> new ReadAhead(failing).scan(seen::add)));
        assertEquals(700, seen.size());
    }

    @Test
    void scan_sourceEndsWithAnError_failsInsteadOfWaiting() {
        RowSource broken = rows -> {
            throw new StackOverflowError();
        };
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> new ReadAhead(broken).scan(row -> { }));
        assertEquals(StackOverflowError.class, e.getCause().getClass());
    }

    @Test
    void scan_consumerFails_sourceIsEnded() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        RowSource endless = rows -> {
            try {
                while (true) {
                    rows(1_000).forEach(rows);
                }
            } finally {
                ended.countDown();
            }
        };
        Consumer<LocationRow> failing = row -> {
            throw new UnsupportedOperationException("no more");
        };
        assertThrows(UnsupportedOperationException.class, () -> new ReadAhead(endless).scan(failing));
        assertTrue(ended.await(60, TimeUnit.SECONDS));
    }
}
