package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.util.CharsetUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
    private final AnswerMemory memory = new AnswerMemory();

    private ByteBuf copy(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(CharsetUtil.US_ASCII);
        return memory.copy(bytes, 1, bytes.length - 1);
    }

    @Test
    void copy_moreThanItHolds_losesNothing() {
        List<ByteBuf> waiting = new ArrayList<>();
        String filling = "x".repeat(1000);
        for (int i = 0; i < 3 * AnswerMemory.BYTES / 1000; i++) {
            waiting.add(copy(i + filling));
        }
        for (int i = 0; i < waiting.size(); i++) {
            assertEquals(i + filling, waiting.get(i).toString(CharsetUtil.US_ASCII));
            waiting.get(i).release();
        }
        memory.release();
    }

    @Test
    void copy_afterAllWereSent_usesTheSamePlace() {
        ByteBuf first = copy("first");
        long place = first.memoryAddress();
        first.release();
        ByteBuf second = copy("second");

        assertEquals(place, second.memoryAddress());
        assertEquals("second", second.toString(CharsetUtil.US_ASCII));
        second.release();
        memory.release();
    }

    @Test
    void copy_longerThanTheMemory_hasItsOwn() {
        ByteBuf longest = memory.copy(new byte[AnswerMemory.BYTES + 1], 0, AnswerMemory.BYTES + 1);
        assertEquals(AnswerMemory.BYTES + 1, longest.readableBytes());
        assertTrue(longest.release());
        memory.release();
    }

    @Test
    void release_whileAnswersWait_leavesThemWhole() {
        ByteBuf waiting = copy("waiting");
        memory.release();
        assertEquals("waiting", waiting.toString(CharsetUtil.US_ASCII));
        waiting.release();
        assertEquals(0, waiting.refCnt());
    }
}
