package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.SipFramer;
import dev.rollcall.registrar.sip.SipParser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;

/**
 * A socket to the registrar, over whichever transport, as the last handler of its channel. All lines belong to one
 * event loop, and only its thread calls them.
 */
final class Line extends ChannelInboundHandlerAdapter implements SipFramer.Sink {
    /** Takes what comes in over any line. */
    interface Listener {
        /** One answer; the array is valid during the call only. */
        void answer(byte[] bytes, int from, int to);

        /** What was there to be read has been read. */
        void idle();

        /** A line cannot be used any more. */
        void failed(IOException cause);
    }

    private final Lines lines;
    private final SipFramer framer = new SipFramer(SipParser.DEFAULT_MAX_MESSAGE_BYTES, this);
    private Channel channel;
    private boolean framed;
    private boolean marked;

    Line(Lines lines) {
        this.lines = lines;
    }

    /** @param framed whether each message is a WebSocket frame of its own */
    void opened(Channel opened, boolean framed) {
        this.channel = opened;
        this.framed = framed;
    }

    /** The port that it sends from. */
    int localPort() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Writes a message, which goes out with the next {@link #flush}. */
    void write(byte[] bytes, int length) {
        ByteBuf message = channel.alloc().directBuffer(length).writeBytes(bytes, 0, length);
        channel.write(framed ? new TextWebSocketFrame(message) : message, channel.voidPromise());
    }

    /** Whether it is among the lines that have something to flush. */
    boolean isMarked() {
        return marked;
    }

    void mark(boolean value) {
        marked = value;
    }

    void flush() {
        channel.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        try {
            if (read instanceof DatagramPacket datagram) {
                whole(datagram.content());
            } else if (read instanceof WebSocketFrame frame) {
                whole(frame.content());
            } else if (read instanceof ByteBuf stream) {
                byte[] scratch = lines.scratch(stream);
                framer.received(scratch, 0, stream.readableBytes());
            }
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    private void whole(ByteBuf content) {
        lines.listener().answer(lines.scratch(content), 0, content.readableBytes());
    }

    @Override
    public void message(byte[] bytes, int offset, int length) {
        lines.listener().answer(bytes, offset, offset + length);
    }

    @Override
    public void keepAlive() {}

    @Override
    public void broken(String cause) {
        lines.listener().failed(new IOException("what came is no SIP: " + cause));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        lines.listener().idle();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lines.listener().failed(new EOFException("the registrar closed a connection"));
    }

    /** Java gives some of these exceptions no message. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lines.listener().failed(cause instanceof PortUnreachableException
                ? new IOException("nobody listens there", cause)
                : new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause));
    }
}
