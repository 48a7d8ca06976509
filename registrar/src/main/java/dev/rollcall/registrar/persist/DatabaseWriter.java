package dev.rollcall.registrar.persist;

import dev.rollcall.registrar.usrloc.LocationService;
import java.time.Duration;

/** A location service that brings changed contacts to the database, on a thread of its own. */
public interface DatabaseWriter extends LocationService {
    /** Starts the thread. */
    void start();

    /** Whether the database does not take rows at the moment. */
    boolean isDegraded();

    /**
     * Stops after everything was written, or when the time is over. Nothing may be saved any more.
     *
     * @return how many changed contacts did not reach the database: 0 unless it did not take them in time
     */
    int stop(Duration limit);
}
