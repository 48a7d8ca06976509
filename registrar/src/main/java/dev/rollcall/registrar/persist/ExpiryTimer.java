package dev.rollcall.registrar.persist;

import dev.rollcall.registrar.usrloc.LocationTable;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes expired contacts out of the table, once a second, on a thread of its own, {@code expiry}. Where the table
 * tracks dirty contacts their rows follow with the next flush.
 */
public final class ExpiryTimer implements AutoCloseable {
    /** Contacts that go before other work on the same shards gets its turn. */
    private static final int LIMIT = 1_000;

    private final LocationTable table;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "expiry"));

    /** A timer that is not running yet. */
    public ExpiryTimer(LocationTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Starts it. */
    public void start() {
        timer.scheduleWithFixedDelay(this::expire, 1, 1, TimeUnit.SECONDS);
    }

    private void expire() {
        long now = clock.instant().getEpochSecond();
        int expired;
        do {
            expired = table.expire(now, LIMIT).changes().size();
        } while (expired > 0);
    }

    /** Stops it. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
