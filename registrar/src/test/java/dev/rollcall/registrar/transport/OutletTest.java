package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutletTest {
    private int flushes;
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void flush(ChannelHandlerContext context) {
            flushes++;
            context.flush();
        }
    });
    private final Outlet outlet = new Outlet(channel);
    private final SendResult unasked = new SendResult(channel);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void write(int answers) {
        for (int i = 0; i < answers; i++) {
            outlet.write(Unpooled.wrappedBuffer(new byte[] {(byte) i}), unasked);
        }
    }

    @Test
    void write_whileReading_leavesAtTheEndOfTheReadInOneGo() {
        outlet.readBegins();
        write(3);
        channel.runPendingTasks();
        assertEquals(0, flushes);

        outlet.readEnds();
        assertEquals(1, flushes);
        assertEquals(3, channel.outboundMessages().size());
    }

    @Test
    void write_betweenReads_leavesAtTheEndOfTheTurnInOneGo() {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object input) {
                write(2);
                assertEquals(0, flushes);
            }
        });
        channel.writeInbound("what runs on the event loop");

        assertEquals(1, flushes);
        assertEquals(2, channel.outboundMessages().size());

        write(1);
        channel.runPendingTasks();
        assertEquals(2, flushes, "and again in the next");
    }

    @Test
    void write_veryMany_areNotHeldBack() {
        outlet.readBegins();
        write(1000);
        assertEquals(3, flushes);
        outlet.readEnds();
        assertEquals(4, flushes);
        assertEquals(1000, channel.outboundMessages().size());
    }

    @Test
    void readEnds_nothingWritten_flushesNothing() {
        outlet.readBegins();
        outlet.readEnds();
        assertEquals(0, flushes);
    }
}
