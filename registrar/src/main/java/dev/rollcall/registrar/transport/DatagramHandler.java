package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** One UDP socket: a message a datagram. Several sockets of one listener each have their own event loop. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Reception reception;
    private final FaultLog faults;
    private Channel channel;
    private InetSocketAddress local;
    private String socket;

    DatagramHandler(Reception reception, FaultLog faults) {
        this.reception = reception;
        this.faults = faults;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        name((InetSocketAddress) channel.localAddress());
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        if (!isKeepAlive(datagram.content())) {
            if (isElsewhere(datagram.recipient())) {
                name(datagram.recipient());
            }
            reception.received(datagram.content(), new DatagramFlow(this, datagram.sender(), socket));
        }
    }

    /** Whether a listener on all addresses learns that the datagram came to another one than the datagram before. */
    private boolean isElsewhere(InetSocketAddress recipient) {
        return recipient != null && !recipient.getAddress().isAnyLocalAddress() && !recipient.equals(local);
    }

    private void name(InetSocketAddress address) {
        local = address;
        socket = ListenAddress.of(Transport.UDP, address).toString();
    }

    /** Phones hold a NAT binding open with empty lines or zero bytes; over UDP no answer is due (RFC 5626 3.5). */
    private static boolean isKeepAlive(ByteBuf content) {
        return content.forEachByte(b -> b == 0 || b == '\r' || b == '\n' || b == ' ') < 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        faults.add(Fault.UNEXPECTED, Transport.UDP, context.channel().localAddress(), cause);
    }

    /** Sends a datagram, or drops it if the kernel takes no more: the phone asks again. */
    void send(byte[] bytes, int from, int to, InetSocketAddress recipient) {
        if (!channel.isWritable()) {
            faults.add(Fault.NOT_SENT, Transport.UDP, recipient, "the socket's send queue is full");
            return;
        }
        ByteBuf message = channel.alloc().directBuffer(to - from).writeBytes(bytes, from, to - from);
        channel.writeAndFlush(new DatagramPacket(message, recipient))
                .addListener(sent -> {
                    if (!sent.isSuccess()) {
                        faults.add(Fault.NOT_SENT, Transport.UDP, recipient, sent.cause());
                    }
                });
    }

    void execute(Runnable task) {
        Reception.runLater(channel.eventLoop(), task);
    }
}
