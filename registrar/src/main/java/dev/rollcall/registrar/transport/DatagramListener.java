package dev.rollcall.registrar.transport;

import dev.rollcall.log.ServerLog;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;

/** How the sockets of a UDP listener are opened, one an event loop where the kernel shares a port between several. */
final class DatagramListener {
    /** What the kernel may hold of datagrams not yet read: a tenth of a second of what one processor can answer. */
    static final int RECEIVE_BUFFER_BYTES = 8 << 20;

    private static final ServerLog LOG = ServerLog.of("proto_udp", "listen");
    private static final int SEND_BUFFER_BYTES = 1 << 20;
    /** Answers waiting for the kernel; above it they are dropped, and the phones ask again. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(2 << 20, 4 << 20);
    /** Datagrams answered in one go. */
    private static final int DATAGRAMS_PER_TURN = 64;

    private final SocketEngine engine;
    private final InetSocketAddress wanted;
    private final Reception reception;
    private final FaultLog faults;

    DatagramListener(SocketEngine engine, InetSocketAddress wanted, Reception reception, FaultLog faults) {
        this.engine = engine;
        this.wanted = wanted;
        this.reception = reception;
        this.faults = faults;
    }

    /** Binds the first socket, which has the port for itself alone: another server is refused it. */
    ChannelFuture bindAlone(EventLoop loop) {
        return bootstrap(loop, false).bind(wanted);
    }

    /** Binds one more socket to the first one's address, which {@link SocketEngine#sharePort shares} it. */
    ChannelFuture bindSharing(EventLoop loop, Channel first) {
        return bootstrap(loop, true).bind(first.localAddress());
    }

    /** Says so if the kernel holds much less than it was asked to. */
    static void checkReceiveBuffer(ListenAddress address, DatagramChannel channel) {
        int granted = channel.config().getReceiveBufferSize();
        if (granted < RECEIVE_BUFFER_BYTES / 2) {
            LOG.notice("{}: the kernel holds only {} bytes of datagrams that wait to be read; where many phones register"
                    + " at once some will be lost: raise net.core.rmem_max to {}", address, granted, RECEIVE_BUFFER_BYTES);
        }
    }

    private Bootstrap bootstrap(EventLoop loop, boolean sharesPort) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(engine.datagramChannel(wanted.getAddress()))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel channel) {
                        if (sharesPort) {
                            engine.sharePort(channel);
                        }
                        DatagramReads reads = new DatagramReads(engine.datagramsPerRead(), DATAGRAMS_PER_TURN);
                        channel.config().setRecvByteBufAllocator(reads);
                        channel.pipeline().addLast(new DatagramHandler(reception, faults, reads));
                    }
                });
    }
}
