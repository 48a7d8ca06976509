package dev.rollcall.registrar.persist;

import dev.rollcall.log.ServerLog;
import dev.rollcall.sql.DatabaseException;

/**
 * Whether the database takes what is written, and when to try again: after one second at first, then after twice as
 * long each time, up to half a minute. Written by one thread, read by any.
 */
final class DatabaseHealth {
    private static final ServerLog LOG = ServerLog.of("usrloc", "database");
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private volatile boolean degraded;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    boolean isDegraded() {
        return degraded;
    }

    /** Notes a failure; logs the first of a row of them. Returns how long to wait before the next try. */
    long failed(RuntimeException e) {
        if (!degraded) {
            LOG.error("{}; serving from memory and trying again", e instanceof DatabaseException ? e.getMessage() : e);
            degraded = true;
            pauseMillis = FIRST_PAUSE_MILLIS;
        }
        long pause = pauseMillis;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        return pause;
    }

    void succeeded() {
        if (degraded) {
            degraded = false;
            LOG.notice("the database takes rows again");
        }
    }
}
