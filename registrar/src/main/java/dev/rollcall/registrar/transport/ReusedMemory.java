package dev.rollcall.registrar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Direct memory that its owner lends out and takes back all the time, for which neither a pool's nor a leak detector's
 * bookkeeping is needed: nobody but the owner keeps it.
 */
final class ReusedMemory {
    private static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

    private ReusedMemory() {}

    static ByteBuf allocate(int bytes) {
        return ALLOCATOR.directBuffer(bytes, bytes);
    }

    /** The memory itself, or as much of other if someone has kept a part of what was lent. */
    static ByteBuf unshared(ByteBuf memory) {
        if (isUnshared(memory)) {
            return memory;
        }
        memory.release();
        return allocate(memory.capacity());
    }

    /** Whether all that was lent has come back. */
    static boolean isUnshared(ByteBuf memory) {
        return memory.refCnt() == 1;
    }
}
