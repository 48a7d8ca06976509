package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Transport;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lets only a WebSocket handshake through that asks for the sub-protocol {@code sip} (RFC 7118 4.1) and that the
 * {@link WebSocketPolicy} allows; answers all else by HTTP and closes.
 */
final class UpgradeGuard extends SimpleChannelInboundHandler<FullHttpRequest> {
    static final String SUB_PROTOCOL = "sip";

    private final ListenAddress listener;
    private final WebSocketPolicy policy;
    private final FaultLog faults;

    UpgradeGuard(ListenAddress listener, WebSocketPolicy policy, FaultLog faults) {
        this.listener = listener;
        this.policy = policy;
        this.faults = faults;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Refusal refusal = judge(request, local(context));
        if (refusal != null) {
            faults.add(Fault.REFUSED_UPGRADE, transport(), context.channel().remoteAddress(), refusal.reason);
            context.writeAndFlush(refusal.response()).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        // Any path will do.
        request.setUri("/");
        context.pipeline().remove(this);
        context.fireChannelRead(request.retain());
    }

    private Transport transport() {
        return listener.transport();
    }

    private ListenAddress local(ChannelHandlerContext context) {
        return ListenAddress.of(transport(), (InetSocketAddress) context.channel().localAddress());
    }

    private Refusal judge(FullHttpRequest request, ListenAddress local) {
        HttpHeaders headers = request.headers();
        if (!request.decoderResult().isSuccess()) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "not HTTP as RFC 9112 has it");
        }
        if (!request.method().equals(HttpMethod.GET)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return new Refusal(HttpResponseStatus.UPGRADE_REQUIRED, "only SIP over WebSocket is served here, RFC 7118");
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return new Refusal(HttpResponseStatus.UPGRADE_REQUIRED, "WebSocket version 13 is expected (RFC 6455)");
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() != 1) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "one Sec-WebSocket-Key is expected");
        }
        if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUB_PROTOCOL, true)) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Protocol must name sip (RFC 7118 4.1)");
        }
        return judgeSource(headers, local);
    }

    private Refusal judgeSource(HttpHeaders headers, ListenAddress local) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "one Host is expected");
        }
        if (!policy.allowsHost(hosts.get(0), listener, local)) {
            return new Refusal(HttpResponseStatus.FORBIDDEN, "Host " + hosts.get(0) + " is not this listener's");
        }
        for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!policy.allowsOrigin(origin, listener, local)) {
                String reason = "Origin " + origin + " is neither of this listener's host nor in rollcall.ws_origins";
                return new Refusal(HttpResponseStatus.FORBIDDEN, reason);
            }
        }
        return null;
    }

    private record Refusal(HttpResponseStatus status, String reason) {
        FullHttpResponse response() {
            FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
            ByteBufUtil.writeUtf8(response.content(), reason + "\n");
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=" + StandardCharsets.UTF_8)
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
                response.headers()
                        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                        .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
            }
            return response;
        }
    }
}
