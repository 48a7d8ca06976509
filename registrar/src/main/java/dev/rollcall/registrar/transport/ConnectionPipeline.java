package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.function.Supplier;

/** The one pipeline of all connections: TLS and WebSocket only add to it. */
final class ConnectionPipeline extends ChannelInitializer<Channel> {
    /** A handshake has no body. */
    private static final int MAX_HTTP_BODY_BYTES = 1024;

    private static final int MAX_HTTP_HEADER_BYTES = 8192;

    private final ListenAddress listener;
    private final Supplier<SslContext> tls;
    private final WebSocketPolicy policy;
    private final ConnectionLimits limits;
    private final Waits waits;
    private final Connections connections;
    private final Reception reception;
    private final FaultLog faults;

    /**
     * The pipeline of a listener's connections.
     *
     * @param tls gives what a connection of a transport with TLS is encrypted by
     */
    ConnectionPipeline(
            ListenAddress listener,
            Supplier<SslContext> tls,
            WebSocketPolicy policy,
            ConnectionLimits limits,
            Connections connections,
            Reception reception,
            FaultLog faults) {
        this.listener = listener;
        this.tls = tls;
        this.policy = policy;
        this.limits = limits;
        waits = new Waits(limits);
        this.connections = connections;
        this.reception = reception;
        this.faults = faults;
    }

    @Override
    protected void initChannel(Channel channel) {
        Optional<String> exceeded = connections.admit(channel);
        if (exceeded.isPresent()) {
            faults.add(Fault.TOO_MANY_CONNECTIONS, listener.transport(), channel.remoteAddress(), exceeded.get());
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (listener.transport().isSecure()) {
            pipeline.addLast(tlsHandler(channel));
        }
        boolean webSocket = listener.transport() == Transport.WS || listener.transport() == Transport.WSS;
        if (webSocket) {
            addUpgrade(pipeline);
        }
        ConnectionFlow flow = webSocket ? webSocketFlow(channel) : streamFlow(channel);
        if (limits.welcome().isZero() || limits.trusted().contains(flow.remote().getAddress())) {
            flow.welcome();
        }
        pipeline.addLast(
                webSocket
                        ? new WebSocketHandler(flow, reception, faults, waits)
                        : new StreamHandler(flow, reception, faults, waits, limits.maxMessageBytes()));
    }

    private SslHandler tlsHandler(Channel channel) {
        SslHandler handler = tls.get().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(limits.handshake().toMillis());
        return handler;
    }

    private void addUpgrade(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig().setMaxHeaderSize(MAX_HTTP_HEADER_BYTES)));
        pipeline.addLast(new HttpObjectAggregator(MAX_HTTP_BODY_BYTES, true));
        pipeline.addLast(new UpgradeGuard(listener, policy, faults));
        pipeline.addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .subprotocols(UpgradeGuard.SUB_PROTOCOL)
                .maxFramePayloadLength(limits.maxMessageBytes())
                .sendCloseFrame(null)
                .build()));
        pipeline.addLast(new WebSocketFrameAggregator(limits.maxMessageBytes()));
    }

    private ConnectionFlow streamFlow(Channel channel) {
        return new ConnectionFlow(channel, listener.transport(), bytes -> bytes, limits.maxUnsentBytes(), faults);
    }

    private ConnectionFlow webSocketFlow(Channel channel) {
        return new ConnectionFlow(
                channel, listener.transport(), WebSocketHandler::frame, limits.maxUnsentBytes(), faults);
    }
}
