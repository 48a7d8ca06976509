package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendResultTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Throwable> failures = new ArrayList<>();
    private final SendResult result = new SendResult(channel) {
        @Override
        void failed(Throwable cause) {
            failures.add(cause);
        }
    };

    @Test
    void write_anyNumberOfTimes_isDoneWithOneObject() {
        for (int i = 0; i < 3; i++) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER, result);
        }
        assertEquals(3, channel.outboundMessages().size());
        assertTrue(failures.isEmpty());
        assertFalse(result.isDone());
        channel.finishAndReleaseAll();
    }

    @Test
    void write_toAClosedChannel_isToldEachTime() {
        channel.finishAndReleaseAll();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER, result);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER, result);

        assertEquals(2, failures.size());
        assertTrue(failures.get(1) instanceof ClosedChannelException);
    }

    @Test
    void set_moreThanOnce_isNoError() {
        Throwable cause = new ClosedChannelException();
        result.setFailure(cause).setFailure(cause).setSuccess().setSuccess();
        assertEquals(List.of(cause, cause), failures);
    }
}
