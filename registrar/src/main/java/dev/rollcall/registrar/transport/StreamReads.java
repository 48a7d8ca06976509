package dev.rollcall.registrar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Reads all connections of an event loop into the same memory, for handlers that keep nothing of it: an idle connection
 * holds none, and no read has to guess how much will come.
 */
final class StreamReads extends DefaultMaxMessagesRecvByteBufAllocator {
    private final FastThreadLocal<ByteBuf> memory;

    /** @param maxBytes what one read takes at most; a short read bounds the answers that come of it */
    StreamReads(int maxBytes) {
        memory = new FastThreadLocal<>() {
            @Override
            protected ByteBuf initialValue() {
                return ReusedMemory.allocate(maxBytes);
            }

            /** At the end of the event loop's thread. */
            @Override
            protected void onRemoval(ByteBuf last) {
                last.release();
            }
        };
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new Loan();
    }

    private final class Loan extends MaxMessageHandle {
        @Override
        public int guess() {
            return memory.get().capacity();
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf last = memory.get();
            ByteBuf free = ReusedMemory.unshared(last);
            if (free != last) {
                memory.set(free);
            }
            return free.retain().clear();
        }
    }
}
