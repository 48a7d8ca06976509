package dev.rollcall.registrar.transport;

import io.netty.buffer.ByteBuf;

/**
 * The direct memory that one UDP socket's answers wait in for the end of a read: one behind the other, and from the
 * start again once all are sent. Used on the socket's event loop only.
 */
final class AnswerMemory {
    static final int BYTES = 1 << 16;

    private ByteBuf memory = ReusedMemory.allocate(BYTES);
    private int used;

    /** A copy, which gives its place back when it is released. */
    ByteBuf copy(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > BYTES) {
            return ReusedMemory.allocate(length).writeBytes(bytes, from, length);
        }
        if (ReusedMemory.isUnshared(memory)) {
            used = 0;
        } else if (length > BYTES - used) {
            memory = ReusedMemory.unshared(memory);
            used = 0;
        }
        memory.setBytes(used, bytes, from, length);
        ByteBuf copy = memory.retainedSlice(used, length);
        used += length;
        return copy;
    }

    /** Gives the memory back, once what waits in it has gone; to be called when the socket is closed. */
    void release() {
        memory.release();
    }
}
