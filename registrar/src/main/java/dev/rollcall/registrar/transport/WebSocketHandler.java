package dev.rollcall.registrar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.nio.charset.StandardCharsets;

/** A WebSocket connection: one SIP message a WebSocket message, text or binary (RFC 7118 5). */
final class WebSocketHandler extends ConnectionHandler<WebSocketFrame> {
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private boolean upgraded;

    WebSocketHandler(ConnectionFlow flow, Reception reception, FaultLog faults, Waits waits) {
        super(flow, reception, faults, waits);
    }

    /** A text message if the bytes are UTF-8, which browsers insist on (RFC 6455 8.1); else a binary one. */
    static WebSocketFrame frame(ByteBuf bytes) {
        return isAscii(bytes) || ByteBufUtil.isText(bytes, StandardCharsets.UTF_8)
                ? new TextWebSocketFrame(bytes)
                : new BinaryWebSocketFrame(bytes);
    }

    /** Most answers are, and that is seen eight bytes at a time. */
    private static boolean isAscii(ByteBuf bytes) {
        int from = bytes.readerIndex();
        int to = bytes.writerIndex();
        long highBits = 0;
        while (to - from >= Long.BYTES) {
            highBits |= bytes.getLong(from);
            from += Long.BYTES;
        }
        while (from < to) {
            highBits |= bytes.getByte(from) & 0x80;
            from++;
        }
        return (highBits & HIGH_BITS) == 0;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        super.handlerAdded(context);
        awaitHandshake();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof HandshakeComplete) {
            upgraded = true;
            awaitFirstMessage();
        }
        super.userEventTriggered(context, event);
    }

    @Override
    Object farewell(WebSocketCloseStatus status) {
        return upgraded ? new CloseWebSocketFrame(status) : super.farewell(status);
    }

    @Override
    void read(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (content.forEachByte(b -> b == '\r' || b == '\n') < 0) {
            // RFC 7118 6: the keep-alive of RFC 5626 may come over a WebSocket, too.
            if (content.readableBytes() == 4) {
                answerKeepAlive();
            }
            return;
        }
        byte[] scratch = Reception.scratch();
        int length = content.readableBytes();
        content.readBytes(scratch, 0, length);
        received(scratch, 0, length);
    }

    /** Pings and parts of messages, which end before this handler, are signs of life too. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        alive();
        super.channelReadComplete(context);
    }
}
