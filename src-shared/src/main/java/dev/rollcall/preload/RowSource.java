package dev.rollcall.preload;

import dev.rollcall.location.LocationRow;
import java.util.function.Consumer;

/** A table's rows, streamed. */
@FunctionalInterface
public interface RowSource {
    /**
     * Hands every row over, one at a time, on the calling thread.
     *
     * @return how many there were
     */
    long scan(Consumer<LocationRow> rows);
}
