package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator.MaxMessageHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramReadsTest {
    private static final int MAX_SLOTS = 16;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final DatagramReads reads = new DatagramReads(MAX_SLOTS, 64);
    private final MaxMessageHandle handle = reads.newHandle();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        reads.release();
    }

    /** One read call that finds some datagrams; whether another is to follow. */
    private boolean read(int datagrams) {
        ByteBuf memory = handle.allocate(channel.alloc());
        handle.attemptedBytesRead(memory.writableBytes());
        handle.lastBytesRead(datagrams == 0 ? -1 : datagrams * DatagramReads.SLOT_BYTES);
        handle.incMessagesRead(datagrams);
        memory.release();
        return handle.continueReading();
    }

    private int slots() {
        ByteBuf memory = handle.allocate(channel.alloc());
        int slots = memory.writableBytes() / DatagramReads.SLOT_BYTES;
        assertEquals(0, memory.writableBytes() % DatagramReads.SLOT_BYTES);
        memory.release();
        return slots;
    }

    @Test
    void allocate_manyDatagrams_givesMoreSlotsUpToTheLimitAndFewerAfterwards() {
        handle.reset(channel.config());
        assertEquals(4, slots());
        read(4);
        assertEquals(8, slots());
        read(8);
        read(16);
        assertEquals(MAX_SLOTS, slots());
        read(1);
        assertEquals(4, slots());
    }

    @Test
    void continueReading_onlyWhileAllSlotsWereFilled() {
        handle.reset(channel.config());
        assertTrue(read(4));
        assertFalse(read(7));
        assertFalse(read(0));
    }

    @Test
    void continueReading_afterEnoughForOneTurn_answersFirst() {
        handle.reset(channel.config());
        int total = 0;
        boolean more = true;
        while (more) {
            int all = slots();
            more = read(all);
            total += all;
        }
        assertEquals(4 + 8 + 16 + 16 + 16 + 16, total);
    }

    @Test
    void continueReading_oneSlotOnly_untilNothingComes() {
        DatagramReads single = new DatagramReads(1, 64);
        MaxMessageHandle one = single.newHandle();
        one.reset(channel.config());
        one.attemptedBytesRead(DatagramReads.SLOT_BYTES);
        one.lastBytesRead(400);
        assertTrue(one.continueReading());
        one.lastBytesRead(-1);
        single.release();
    }

    @Test
    void allocate_memoryThatSomeoneKept_isNotWrittenOver() {
        ByteBuf first = handle.allocate(channel.alloc());
        ByteBuf kept = first.setByte(first.writerIndex(), 'k').retainedSlice(first.writerIndex(), 1);
        first.release();

        ByteBuf second = handle.allocate(channel.alloc());
        assertNotSame(first, second);
        second.setByte(second.writerIndex(), 'x');
        assertEquals('k', kept.getByte(0));
        second.release();
        assertTrue(kept.release());

        ByteBuf third = handle.allocate(channel.alloc());
        assertSame(second, third);
        third.release();
    }
}
