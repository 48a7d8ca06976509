package dev.rollcall.registrar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;

/**
 * Where a channel's answers leave it: those to one batch of input in one go, at its end. Answers that come between two
 * reads on the channel's event loop wait for the tasks that stand in line behind them; those from other threads for
 * nothing.
 */
final class Outlet {
    /** What is held back at most; a read brings no more than some hundred messages. */
    private static final int MAX_UNFLUSHED = 256;

    private final Channel channel;
    private boolean reading;
    private boolean scheduled;
    private int unflushed;

    Outlet(Channel channel) {
        this.channel = channel;
    }

    /** Holds answers back from now on until the end of the read. On the event loop. */
    void readBegins() {
        reading = true;
    }

    /** Sends what was held back. On the event loop. */
    void readEnds() {
        reading = false;
        flush();
    }

    /** Sends an answer, soon. Any thread. */
    void write(Object answer, ChannelPromise promise) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.writeAndFlush(answer, promise);
            return;
        }
        channel.write(answer, promise);
        unflushed++;
        if (unflushed == MAX_UNFLUSHED) {
            flush();
        } else if (!reading && !scheduled) {
            scheduled = true;
            Reception.runLater(channel.eventLoop(), this::turnEnds);
        }
    }

    private void turnEnds() {
        scheduled = false;
        flush();
    }

    private void flush() {
        if (unflushed > 0) {
            unflushed = 0;
            channel.flush();
        }
    }
}
