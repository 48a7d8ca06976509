package dev.rollcall.spill;

import java.nio.ByteBuffer;

/** Turns values into records and back. */
public interface RecordCodec<T> {
    /** The record of a value, between the buffer's position and its limit. */
    ByteBuffer write(T value);

    /** The value of a record. */
    T read(ByteBuffer record);
}
