package dev.rollcall.spill;

import java.nio.ByteBuffer;

/** Reads one sorted run of a file. Not thread-safe. */
final class SortedRun implements Comparable<SortedRun> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SpillFile file;
    private final long to;
    private long next;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /** The current record, with its length in front. */
    private int at;
    private int length;

    /** The run from one place of the file to before another; it stands before its first record. */
    SortedRun(SpillFile file, long from, long to) {
        this.file = file;
        this.next = from;
        this.to = to;
    }

    /** Goes to the next record; false behind the last. */
    boolean advance() {
        at += length;
        if (buffer.limit() - at < Integer.BYTES && !fill(Integer.BYTES)) {
            return false;
        }
        length = Integer.BYTES + buffer.getInt(at);
        if (buffer.limit() - at < length) {
            fill(length);
        }
        return true;
    }

    /** Reads on, so that so many bytes of the current record are there; false at the end of the run. */
    private boolean fill(int needed) {
        buffer.position(at).compact();
        int kept = buffer.position();
        if (buffer.capacity() < needed) {
            buffer = ByteBuffer.allocate(needed).put(buffer.flip());
        }
        int more = (int) Math.min(buffer.capacity() - kept, to - next);
        buffer.limit(kept + more);
        file.read(buffer, next);
        next += more;
        buffer.position(0);
        at = 0;
        return buffer.limit() >= needed;
    }

    /** The current record with its length in front. */
    ByteBuffer written() {
        return ByteBuffer.wrap(buffer.array(), at, length);
    }

    @Override
    public int compareTo(SortedRun other) {
        return RecordOrder.compareWritten(buffer.array(), at, other.buffer.array(), other.at);
    }
}
