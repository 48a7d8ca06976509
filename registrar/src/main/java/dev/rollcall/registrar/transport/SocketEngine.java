package dev.rollcall.registrar.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.channels.spi.SelectorProvider;

/** What sockets are made of: Linux' epoll where its native library loads, the JDK's NIO elsewhere. */
enum SocketEngine {
    EPOLL {
        @Override
        IoHandlerFactory ioHandler() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ChannelFactory<ServerSocketChannel> serverChannel(InetAddress address) {
            return () -> new EpollServerSocketChannel(family(address));
        }

        /**
         * Takes datagrams in batches (recvmmsg), each in a part of the buffer that no datagram exceeds, and learns
         * which of this machine's IPv4 addresses each came to where that is not clear.
         */
        @Override
        ChannelFactory<DatagramChannel> datagramChannel(InetAddress address) {
            return () -> {
                EpollDatagramChannel channel = new EpollDatagramChannel(family(address));
                channel.config().setMaxDatagramPayloadSize(DatagramReads.SLOT_BYTES);
                boolean several = address.isAnyLocalAddress() && address instanceof Inet4Address;
                channel.config().setOption(EpollChannelOption.IP_RECVORIGDSTADDR, several);
                return channel;
            };
        }

        @Override
        void probeSilentPeers(ServerBootstrap connections) {
            connections.childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, SILENT_SECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPINTVL, PROBE_SECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
        }

        @Override
        int datagramsPerRead() {
            return 32;
        }

        @Override
        void sharePort(DatagramChannel channel) {
            channel.config().setOption(EpollChannelOption.SO_REUSEPORT, true);
        }

        @Override
        boolean sharesPorts() {
            return true;
        }
    },

    NIO {
        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }

        @Override
        ChannelFactory<ServerSocketChannel> serverChannel(InetAddress address) {
            return () -> new NioServerSocketChannel(SelectorProvider.provider(), family(address));
        }

        @Override
        ChannelFactory<DatagramChannel> datagramChannel(InetAddress address) {
            return () -> new NioDatagramChannel(family(address));
        }

        @Override
        void probeSilentPeers(ServerBootstrap connections) {
            connections.childOption(ChannelOption.SO_KEEPALIVE, true);
        }

        @Override
        int datagramsPerRead() {
            return 1;
        }

        @Override
        void sharePort(DatagramChannel channel) {
            throw new UnsupportedOperationException("NIO serves a UDP port with one socket");
        }

        @Override
        boolean sharesPorts() {
            return false;
        }
    };

    /** TCP asks a silent peer whether it is there after this time, and again so often before it gives up. */
    private static final int SILENT_SECONDS = 300;
    private static final int PROBE_SECONDS = 30;
    private static final int PROBES = 4;

    static SocketEngine best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    static SocketProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    abstract IoHandlerFactory ioHandler();

    abstract ChannelFactory<ServerSocketChannel> serverChannel(InetAddress address);

    abstract ChannelFactory<DatagramChannel> datagramChannel(InetAddress address);

    /**
     * Has TCP find peers that have gone without a word, whose connections would stay as long as their contacts; on NIO
     * at the system's own pace.
     */
    abstract void probeSilentPeers(ServerBootstrap connections);

    /** How many datagrams one read call may take at most. */
    abstract int datagramsPerRead();

    /** Whether several sockets can serve one UDP port, the kernel choosing one by the datagram's source. */
    abstract boolean sharesPorts();

    /** Lets other sockets of this user share the channel's port (SO_REUSEPORT). */
    abstract void sharePort(DatagramChannel channel);
}
