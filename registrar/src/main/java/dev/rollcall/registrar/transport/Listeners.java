package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.MessageReceiver;
import dev.rollcall.registrar.sip.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The open listeners, their connections and their event loops, one a processor.
 *
 * <p>Messages reach the receiver on the event loop of their connection or socket. A flow of a listener on all addresses
 * (0.0.0.0 or [::]) names the one that the message came to as its socket, but for UDP on [::], and on 0.0.0.0 without
 * epoll, where that is not known. Which address an answer over UDP then leaves from is the kernel's choice: a machine
 * with several should name each.
 */
public final class Listeners implements AutoCloseable {
    /** Above it a connection is not read until the peer has taken its answers. */
    private static final WriteBufferWaterMark STREAM_UNSENT = new WriteBufferWaterMark(32 << 10, 64 << 10);
    /** A short read bounds the answers that come of it. */
    private static final int MAX_STREAM_READ_BYTES = 16 << 10;

    private static final String NATIVE_PREFIX_END = "): ";
    /** Connections that have not been accepted yet; the kernel allows net.core.somaxconn of them. */
    private static final int BACKLOG = 16_384;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    static {
        // Netty's sampling of its buffers costs a walk through the stack every hundred answers; the tests have it all.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final SocketEngine engine;
    private final MultiThreadIoEventLoopGroup loops;
    private volatile SslContext tls;
    private final WebSocketPolicy policy;
    private final ConnectionLimits limits;
    private final Reception reception;
    private final Connections connections;
    private final FaultLog faults = new FaultLog(System::nanoTime);
    private final List<Channel> servers = new ArrayList<>();
    private final List<Channel> datagrams = new ArrayList<>();
    private final List<ListenAddress> bound = new ArrayList<>();

    Listeners(
            SocketEngine engine,
            int threads,
            Optional<TlsIdentity> identity,
            WebSocketPolicy policy,
            ConnectionLimits limits,
            MessageReceiver receiver) {
        this.engine = engine;
        this.policy = policy;
        this.limits = limits;
        tls = identity.map(TlsIdentity::serverContext).orElse(null);
        reception = new Reception(receiver);
        loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("sip", true), engine.ioHandler());
        connections = new Connections(limits, loops.next());
    }

    /**
     * Opens all listeners, or none. Nothing is received before all are open.
     *
     * @param identity needed if one of the addresses is TLS or WSS
     * @param receiver takes the messages, on the event loops
     * @throws CannotListenException if one cannot be opened
     */
    public static Listeners start(
            List<ListenAddress> addresses,
            Optional<TlsIdentity> identity,
            WebSocketPolicy policy,
            ConnectionLimits limits,
            MessageReceiver receiver)
            throws CannotListenException {
        int threads = Runtime.getRuntime().availableProcessors();
        Listeners listeners = new Listeners(SocketEngine.best(), threads, identity, policy, limits, receiver);
        listeners.open(addresses);
        return listeners;
    }

    /** Shows another certificate on every connection that is accepted from now on. */
    public void show(TlsIdentity identity) {
        tls = identity.serverContext();
    }

    void open(List<ListenAddress> addresses) throws CannotListenException {
        try {
            for (ListenAddress address : addresses) {
                bound.add(address.transport().isConnection() ? bindServer(address) : bindDatagrams(address));
            }
        } catch (CannotListenException | RuntimeException e) {
            close(Duration.ZERO);
            throw e;
        }
        servers.forEach(channel -> channel.config().setAutoRead(true));
        datagrams.forEach(channel -> channel.config().setAutoRead(true));
    }

    private ListenAddress bindServer(ListenAddress address) throws CannotListenException {
        if (address.transport().isSecure() && tls == null) {
            throw new IllegalArgumentException(address + " needs a certificate");
        }
        InetSocketAddress socket = resolve(address);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channelFactory(engine.serverChannel(socket.getAddress()))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, STREAM_UNSENT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads(address.transport()))
                .childHandler(new ConnectionPipeline(
                        address, () -> tls, policy, limits, connections, reception, faults));
        engine.probeSilentPeers(bootstrap);
        Channel channel = await(address, bootstrap.bind(socket));
        servers.add(channel);
        return boundAddress(address, channel);
    }

    /** TLS and WebSocket keep what they cannot decode yet, so each of their connections has memory of its own. */
    private static RecvByteBufAllocator reads(Transport transport) {
        return transport == Transport.TCP
                ? new StreamReads(MAX_STREAM_READ_BYTES)
                : new AdaptiveRecvByteBufAllocator(256, 2048, MAX_STREAM_READ_BYTES);
    }

    private ListenAddress bindDatagrams(ListenAddress address) throws CannotListenException {
        DatagramListener listener = new DatagramListener(engine, resolve(address), reception, faults);
        List<EventLoop> eventLoops = new ArrayList<>();
        for (EventExecutor loop : loops) {
            eventLoops.add((EventLoop) loop);
        }
        DatagramChannel first = (DatagramChannel) await(address, listener.bindAlone(eventLoops.get(0)));
        datagrams.add(first);
        if (engine.sharesPorts()) {
            engine.sharePort(first);
            for (EventLoop loop : eventLoops.subList(1, eventLoops.size())) {
                datagrams.add(await(address, listener.bindSharing(loop, first)));
            }
        }
        ListenAddress here = boundAddress(address, first);
        DatagramListener.checkReceiveBuffer(here, first);
        return here;
    }

    private static InetSocketAddress resolve(ListenAddress address) throws CannotListenException {
        try {
            return address.resolve();
        } catch (UnknownHostException e) {
            throw new CannotListenException(address, "no address is known for this host", e);
        }
    }

    private static Channel await(ListenAddress address, ChannelFuture binding) throws CannotListenException {
        if (binding.awaitUninterruptibly().isSuccess()) {
            return binding.channel();
        }
        // The native message starts with the call and the number: "bind(..) failed with error(-98): Address ..."
        String message = String.valueOf(binding.cause().getMessage());
        int number = message.lastIndexOf(NATIVE_PREFIX_END);
        String reason = number < 0 ? message : message.substring(number + NATIVE_PREFIX_END.length());
        throw new CannotListenException(address, reason, binding.cause());
    }

    private static ListenAddress boundAddress(ListenAddress address, Channel channel) {
        return ListenAddress.of(address.transport(), (InetSocketAddress) channel.localAddress());
    }

    /** The addresses that are listened on, in the order given, hosts resolved and ports known. */
    public List<ListenAddress> boundAddresses() {
        return List.copyOf(bound);
    }

    int connectionCount() {
        return connections.count();
    }

    long faultCount(Fault fault) {
        return faults.count(fault);
    }

    /**
     * Takes no more connections and no more messages; answers still go out. After it returns, the receiver is not
     * called with a message again.
     */
    public void stopAccepting() {
        reception.shut();
        servers.forEach(Channel::close);
        for (EventExecutor loop : loops) {
            loop.submit(() -> {}).awaitUninterruptibly();
        }
    }

    /**
     * Stops accepting, lets the answers under way go out, closes the connections and ends the event loops.
     *
     * @param limit how long peers that do not read are waited for
     */
    public void close(Duration limit) {
        if (loops.isShuttingDown()) {
            return;
        }
        long end = System.nanoTime() + limit.toNanos();
        stopAccepting();
        connections.closeWhenSent().awaitUninterruptibly(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        connections.closeNow();
        datagrams.forEach(channel -> channel.close().awaitUninterruptibly());
        loops.shutdownGracefully(0, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                .awaitUninterruptibly();
    }

    /** {@link #close(Duration)} within five seconds. */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }
}
