package dev.rollcall.registrar.register;

import dev.rollcall.registrar.register.RetransmissionCache.Answer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Answers in the order in which they were sent, one behind the other in chunks of bytes. A chunk is used again once
 * its last answer has aged, or when there may be no more chunks. They are outside the heap, where the collector does not
 * move them: on it the first ones were most of the longest pause. Not thread-safe.
 */
final class AnswerLog {
    /** More than the longest datagram and what stands before it. */
    static final int CHUNK_BYTES = 1 << 16;

    /** The answer's length and its port stand before it. */
    private static final int PREFIX_BYTES = 2 * Integer.BYTES;

    private final int maxChunks;
    private final ByteBuffer[] chunks;
    private final long[] lastWritten;
    /** The chunk that is written on, or {@code null}. */
    private ByteBuffer open;
    /** A chunk to use again, or {@code null}. */
    private ByteBuffer spare;
    private long oldest;
    private long current = -1;

    /** @param maxChunks how many there may be */
    AnswerLog(int maxChunks) {
        this.maxChunks = maxChunks;
        // A power of two, so that a number becomes a slot without a division.
        chunks = new ByteBuffer[Integer.highestOneBit(maxChunks * 2 - 1)];
        lastWritten = new long[chunks.length];
    }

    /** Adds an answer; returns where it is. One that no datagram can carry is not kept: {@link RequestLog#NONE}. */
    long add(byte[] bytes, int length, int port, long now) {
        int needed = PREFIX_BYTES + length;
        if (needed > CHUNK_BYTES) {
            return RequestLog.NONE;
        }
        if (open == null || open.remaining() < needed) {
            openChunk();
        }
        long place = current * CHUNK_BYTES + open.position();
        open.putInt(length).putInt(port).put(bytes, 0, length);
        lastWritten[slot(current)] = now;
        return place;
    }

    /** The answer at a place, which is not forgotten; nothing for {@link RequestLog#NONE}. */
    Optional<Answer> get(long place) {
        if (place == RequestLog.NONE) {
            return Optional.empty();
        }
        ByteBuffer chunk = chunks[slot(place / CHUNK_BYTES)];
        int at = (int) (place % CHUNK_BYTES);
        byte[] message = new byte[chunk.getInt(at)];
        chunk.get(at + PREFIX_BYTES, message);
        return Optional.of(new Answer(message, chunk.getInt(at + Integer.BYTES)));
    }

    /** Whether the bytes at a place have been used for others. */
    boolean isForgotten(long place) {
        return place != RequestLog.NONE && place / CHUNK_BYTES < oldest;
    }

    /** Frees what was written too long ago, but for one chunk to write on. */
    void forgetAged(long now) {
        while (oldest <= current && now - lastWritten[slot(oldest)] >= RetransmissionCache.LIFETIME_NANOS) {
            forgetOldest();
        }
    }

    private void openChunk() {
        if (current - oldest + 1 == maxChunks) {
            forgetOldest();
        }
        current++;
        open = spare == null ? ByteBuffer.allocateDirect(CHUNK_BYTES) : spare.clear();
        chunks[slot(current)] = open;
        spare = null;
    }

    private void forgetOldest() {
        spare = chunks[slot(oldest)];
        chunks[slot(oldest)] = null;
        open = oldest == current ? null : open;
        oldest++;
    }

    private int slot(long chunk) {
        return (int) chunk & chunks.length - 1;
    }
}
