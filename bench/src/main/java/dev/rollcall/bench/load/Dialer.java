package dev.rollcall.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLException;

/** Opens lines, some at a time, so that no accept queue overflows, and waits until each can carry requests. */
final class Dialer {
    private static final int AT_ONCE = 32;
    private static final int OPEN_MILLIS = 10_000;
    private static final int MAX_HTTP_BYTES = 8_192;
    private static final int MAX_DATAGRAM_BYTES = 2_048;
    private static final int DATAGRAMS_PER_READ = 16;
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private final Load load;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    Dialer(Load load) {
        this.load = load;
    }

    EventLoopGroup group() {
        return group;
    }

    /** @throws IOException where one cannot be opened, saying why */
    void dial(int count, Lines lines) throws IOException, InterruptedException {
        SslContext tls = load.transport().isSecure() ? tls() : null;
        Deque<Future<Channel>> opening = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            if (opening.size() == AT_ONCE) {
                await(opening.remove());
            }
            opening.add(open(lines.newLine(), tls));
        }
        while (!opening.isEmpty()) {
            await(opening.remove());
        }
    }

    /** Any certificate will do: load goes to loopback only, and a registrar makes its own there. */
    private static SslContext tls() throws SSLException {
        return SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    }

    private static void await(Future<Channel> open) throws IOException, InterruptedException {
        if (!open.await(OPEN_MILLIS)) {
            throw new IOException("a connection was not opened within " + OPEN_MILLIS / 1_000 + " s");
        }
        if (!open.isSuccess()) {
            throw new IOException(open.cause().getMessage(), open.cause());
        }
    }

    private Future<Channel> open(Line line, SslContext tls) {
        Promise<Channel> ready = group.next().newPromise();
        Bootstrap bootstrap = new Bootstrap().group(group).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, OPEN_MILLIS);
        if (load.transport().isConnection()) {
            bootstrap.channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true);
        } else {
            datagrams(bootstrap);
        }
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                fill(channel.pipeline(), tls, ready);
                channel.pipeline().addLast(line);
            }
        });
        ChannelFuture connected = bootstrap.connect(load.target());
        line.opened(connected.channel(), Lines.areFramed(load.transport()));
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                ready.tryFailure(done.cause());
            } else if (!load.transport().isSecure() && !Lines.areFramed(load.transport())) {
                ready.trySuccess(connected.channel());
            }
        });
        return ready;
    }

    /** Batches of datagrams with one call each way (recvmmsg, sendmmsg), where there is epoll. */
    private static void datagrams(Bootstrap bootstrap) {
        bootstrap.option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        if (Epoll.isAvailable()) {
            bootstrap.channel(EpollDatagramChannel.class)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM_BYTES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES * DATAGRAMS_PER_READ));
        } else {
            bootstrap.channel(NioDatagramChannel.class)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES));
        }
    }

    private void fill(ChannelPipeline pipeline, SslContext tls, Promise<Channel> ready) {
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
        }
        if (Lines.areFramed(load.transport())) {
            pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_HTTP_BYTES),
                    new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(load.transport().lowerCase() + "://127.0.0.1:"
                                    + load.target().getPort() + "/")
                            .subprotocol("sip")
                            .build()));
        }
        pipeline.addLast(new HandshakeListener(ready));
    }

    /** Says when the last handshake of a pipeline is over: TLS' own, or WebSocket's where there is one. */
    private final class HandshakeListener extends ChannelInboundHandlerAdapter {
        private final Promise<Channel> ready;

        HandshakeListener(Promise<Channel> ready) {
            this.ready = ready;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess()) {
                    ready.tryFailure(handshake.cause());
                } else if (!Lines.areFramed(load.transport())) {
                    ready.trySuccess(context.channel());
                }
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ready.trySuccess(context.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!ready.tryFailure(cause)) {
                context.fireExceptionCaught(cause);
            }
        }
    }
}
