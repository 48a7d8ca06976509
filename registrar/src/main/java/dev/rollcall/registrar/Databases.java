package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.DatabaseUnavailableException;
import dev.rollcall.sql.DatabaseUrl;
import java.time.Duration;

/** Opens databases at the start, patiently: one that is just starting too is waited for. */
final class Databases {
    private static final ServerLog LOG = ServerLog.of("core", "database");
    private static final long PAUSE_MILLIS = 1_000;

    private Databases() {}

    /**
     * Opens a database, trying again while it cannot be reached.
     *
     * @param retry for how long; the last failure is thrown then
     */
    static Database open(DatabaseUrl url, Access access, int connections, Duration retry) throws InterruptedException {
        long deadline = System.nanoTime() + retry.toNanos();
        for (boolean first = true; ; first = false) {
            try {
                return Database.open(url, access, connections);
            } catch (DatabaseUnavailableException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                if (first) {
                    LOG.error("{}; trying again for {} s", e.getMessage(), retry.toSeconds());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
