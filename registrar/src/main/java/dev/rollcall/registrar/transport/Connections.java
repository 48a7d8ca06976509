package dev.rollcall.registrar.transport;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of all listeners, counted and bounded. Any thread. */
final class Connections {
    private final int max;
    private final AtomicInteger count = new AtomicInteger();
    private final ChannelGroup channels;

    Connections(int max, EventExecutor executor) {
        this.max = max;
        channels = new DefaultChannelGroup("connections", executor);
    }

    /** Whether one more connection fits; it counts until it is closed. */
    boolean admit(Channel channel) {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        channels.add(channel);
        channel.closeFuture().addListener(closed -> count.decrementAndGet());
        return true;
    }

    int count() {
        return count.get();
    }

    /** Closes each connection as soon as its peer has taken what was sent. */
    ChannelGroupFuture closeWhenSent() {
        for (Channel channel : channels) {
            channel.pipeline().fireUserEventTriggered(ConnectionHandler.SERVER_STOPS);
        }
        return channels.newCloseFuture();
    }

    /** Closes what is left, without a farewell to peers that did not read. */
    void closeNow() {
        channels.forEach(ConnectionFlow::abort);
    }
}
