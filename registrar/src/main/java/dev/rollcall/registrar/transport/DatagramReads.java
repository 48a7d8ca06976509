package dev.rollcall.registrar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * The memory that one UDP socket's datagrams are read into, again and again: a row of slots, each of which takes any
 * datagram. How many of them a read call is given follows what the call before has found, since each slot costs
 * something, filled or not. Used on the socket's event loop only.
 */
final class DatagramReads extends DefaultMaxMessagesRecvByteBufAllocator {
    /**
     * More than any datagram has. The 64 bytes beyond a power of two are a line of the processor's cache: without them
     * the first lines of all slots would compete for the same few places in it.
     */
    static final int SLOT_BYTES = Reception.SCRATCH_BYTES + 64;

    private static final int MIN_SLOTS = 4;

    private final int maxSlots;
    private ByteBuf memory;

    /**
     * Memory for a socket.
     *
     * @param maxSlots how many datagrams a read call may take at most
     * @param maxPerTurn how many datagrams are read before they are answered
     */
    DatagramReads(int maxSlots, int maxPerTurn) {
        super(maxPerTurn);
        this.maxSlots = maxSlots;
        memory = ReusedMemory.allocate(maxSlots * SLOT_BYTES);
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new Slots();
    }

    /** Gives the memory back; to be called when the socket is closed. */
    void release() {
        memory.release();
    }

    /** As many slots as asked for, at the end of the memory. */
    private ByteBuf lend(int slots) {
        memory = ReusedMemory.unshared(memory);
        int start = memory.capacity() - slots * SLOT_BYTES;
        return memory.retain().setIndex(start, start);
    }

    private final class Slots extends MaxMessageHandle {
        private int slots = Math.min(MIN_SLOTS, maxSlots);
        private final UncheckedBooleanSupplier filled = this::isFilled;

        @Override
        public int guess() {
            return slots * SLOT_BYTES;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return lend(slots);
        }

        /** The socket may hold more if all slots were filled; where one slot is all there is, nothing tells. */
        @Override
        public boolean continueReading(UncheckedBooleanSupplier unused) {
            boolean more = super.continueReading(filled);
            int found = Math.max(0, lastBytesRead()) / SLOT_BYTES;
            slots = Math.min(maxSlots, Math.max(MIN_SLOTS, 2 * found));
            return more;
        }

        private boolean isFilled() {
            return slots == 1 || lastBytesRead() == attemptedBytesRead();
        }
    }
}
