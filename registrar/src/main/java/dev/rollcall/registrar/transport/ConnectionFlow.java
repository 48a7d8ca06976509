package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** One connection. */
final class ConnectionFlow implements Flow {
    private static final AtomicLong LAST_ID = new AtomicLong();

    private final Channel channel;
    private final Transport transport;
    private final InetSocketAddress remote;
    private final String socket;
    private final long id = LAST_ID.incrementAndGet();
    private final Function<ByteBuf, Object> encoder;
    private final Outlet outlet;
    private final SendResult unasked;
    private final int maxUnsentBytes;
    private final FaultLog faults;
    private volatile boolean welcome;
    /** Until when, by {@link System#nanoTime}, silence is no reason to close it; 0 where nothing was said. */
    private volatile long keptUntil;

    /**
     * The flow of an accepted channel.
     *
     * @param encoder makes of a message what the channel's pipeline writes
     */
    ConnectionFlow(
            Channel channel,
            Transport transport,
            Function<ByteBuf, Object> encoder,
            int maxUnsentBytes,
            FaultLog faults) {
        this.channel = channel;
        this.transport = transport;
        this.encoder = encoder;
        this.maxUnsentBytes = maxUnsentBytes;
        this.faults = faults;
        outlet = new Outlet(channel);
        unasked = new SendResult(channel);
        remote = (InetSocketAddress) channel.remoteAddress();
        socket = ListenAddress.of(transport, (InetSocketAddress) channel.localAddress()).toString();
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public String socket() {
        return socket;
    }

    @Override
    public long connectionId() {
        return id;
    }

    @Override
    public void send(byte[] bytes, int from, int to, int port) {
        if (channel.bytesBeforeWritable() > maxUnsentBytes) {
            if (channel.isActive()) {
                faults.add(Fault.UNREAD_ANSWERS, transport, remote, "it does not read, and its answers pile up");
                abort();
            }
            return;
        }
        ByteBuf message = channel.alloc().buffer(to - from).writeBytes(bytes, from, to - from);
        outlet.write(encoder.apply(message), unasked);
    }

    /** What holds answers back while the connection is read. */
    Outlet outlet() {
        return outlet;
    }

    @Override
    public void execute(Runnable task) {
        Reception.runLater(channel.eventLoop(), task);
    }

    @Override
    public void welcome() {
        welcome = true;
    }

    boolean isWelcome() {
        return welcome;
    }

    @Override
    public void keepFor(long seconds) {
        keptUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    boolean isKept() {
        return keptUntil != 0 && keptUntil - System.nanoTime() > 0;
    }

    /** Later, since this may come while input of the connection is read. */
    @Override
    public void close() {
        execute(this::abort);
    }

    void abort() {
        abort(channel);
    }

    /** Closes without the farewell of TLS or WebSocket, which a peer that does not read would not get. Any thread. */
    static void abort(Channel channel) {
        // The first handler's context passes on to the channel itself; a closed channel has no handlers.
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }
}
