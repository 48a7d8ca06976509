package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.SourceNumber;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of all listeners, counted and bounded, all together and by source. Any thread. */
final class Connections {
    private final ConnectionLimits limits;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Long, Integer> bySource = new ConcurrentHashMap<>();
    private final ChannelGroup channels;

    Connections(ConnectionLimits limits, EventExecutor executor) {
        this.limits = limits;
        channels = new DefaultChannelGroup("connections", executor);
    }

    /**
     * Admits one more connection, which counts until it is closed.
     *
     * @return the bound that it would exceed; nothing where it is admitted
     */
    Optional<String> admit(Channel channel) {
        if (count.incrementAndGet() > limits.maxConnections()) {
            count.decrementAndGet();
            return Optional.of("rollcall.max_connections is " + limits.maxConnections());
        }
        byte[] address = ((InetSocketAddress) channel.remoteAddress()).getAddress().getAddress();
        if (!limits.trusted().contains(address) && !admit(channel, SourceNumber.of(address))) {
            count.decrementAndGet();
            return Optional.of("rollcall.source_connections is " + limits.maxPerSource());
        }
        channels.add(channel);
        channel.closeFuture().addListener(closed -> count.decrementAndGet());
        return Optional.empty();
    }

    private boolean admit(Channel channel, long source) {
        if (bySource.merge(source, 1, Integer::sum) > limits.maxPerSource()) {
            forgetOne(source);
            return false;
        }
        channel.closeFuture().addListener(closed -> forgetOne(source));
        return true;
    }

    private void forgetOne(long source) {
        bySource.computeIfPresent(source, (same, open) -> open == 1 ? null : open - 1);
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
