package dev.rollcall.spill;

import java.nio.ByteBuffer;

/** Goes through records in their order, once. Not thread-safe. */
public interface RecordCursor {
    /**
     * The next record, between the buffer's position and its limit; valid until the next call. {@code null} at the end.
     *
     * @throws SpillException when a temporary file cannot be read
     */
    ByteBuffer next();
}
