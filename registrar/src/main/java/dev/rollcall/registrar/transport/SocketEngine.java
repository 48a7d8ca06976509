package dev.rollcall.registrar.transport;

import io.netty.channel.ChannelFactory;
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
import java.nio.channels.spi.SelectorProvider;

/** What sockets are made of: Linux' epoll where its native library loads, the JDK's NIO elsewhere. */
enum SocketEngine {
    EPOLL {
        @Override
        IoHandlerFactory ioHandler() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ChannelFactory<ServerSocketChannel> serverChannel(SocketProtocolFamily family) {
            return () -> new EpollServerSocketChannel(family);
        }

        /**
         * Takes datagrams in batches (recvmmsg), each in a part of the buffer that no datagram exceeds, and learns
         * which of this machine's IPv4 addresses each came to.
         */
        @Override
        ChannelFactory<DatagramChannel> datagramChannel(SocketProtocolFamily family) {
            return () -> {
                EpollDatagramChannel channel = new EpollDatagramChannel(family);
                channel.config().setMaxDatagramPayloadSize(Reception.SCRATCH_BYTES);
                channel.config().setOption(EpollChannelOption.IP_RECVORIGDSTADDR, family == SocketProtocolFamily.INET);
                return channel;
            };
        }

        @Override
        int datagramsPerRead() {
            return 8;
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
        ChannelFactory<ServerSocketChannel> serverChannel(SocketProtocolFamily family) {
            return () -> new NioServerSocketChannel(SelectorProvider.provider(), family);
        }

        @Override
        ChannelFactory<DatagramChannel> datagramChannel(SocketProtocolFamily family) {
            return () -> new NioDatagramChannel(family);
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

    static SocketEngine best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandler();

    abstract ChannelFactory<ServerSocketChannel> serverChannel(SocketProtocolFamily family);

    abstract ChannelFactory<DatagramChannel> datagramChannel(SocketProtocolFamily family);

    /** How many datagrams of {@link Reception#SCRATCH_BYTES} one read call may take. */
    abstract int datagramsPerRead();

    /** Whether several sockets can serve one UDP port, the kernel choosing one by the datagram's source. */
    abstract boolean sharesPorts();

    /** Lets other sockets of this user share the channel's port (SO_REUSEPORT). */
    abstract void sharePort(DatagramChannel channel);
}
