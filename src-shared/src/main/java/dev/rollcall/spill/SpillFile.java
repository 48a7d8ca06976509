package dev.rollcall.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A temporary file that sorted runs are appended to. Not thread-safe. */
final class SpillFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final SpillDirectory directory;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long end;

    SpillFile(SpillDirectory directory) {
        this.directory = directory;
        this.channel = directory.open();
    }

    /** Where the next record will be written. */
    long end() {
        return end;
    }

    /** Appends a record that has its length in front. */
    void append(ByteBuffer written) {
        end += written.remaining();
        while (written.hasRemaining()) {
            int length = Math.min(written.remaining(), buffer.remaining());
            buffer.put(buffer.position(), written.array(), written.arrayOffset() + written.position(), length);
            buffer.position(buffer.position() + length);
            written.position(written.position() + length);
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    /** Brings what was appended to where it can be read. */
    void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw directory.failure("takes no more: " + e.getMessage(), e);
        }
        buffer.clear();
    }

    /** Reads bytes from a place on, as many as the buffer takes and are there. */
    void read(ByteBuffer target, long place) {
        long at = place;
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw directory.failure("lost what was written to it", null);
                }
                at += count;
            }
        } catch (IOException e) {
            throw directory.failure("cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing of it is needed any more
        }
    }
}
