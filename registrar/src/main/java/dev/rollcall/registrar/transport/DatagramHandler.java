package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** One UDP socket: a message a datagram. Several sockets of one listener each have their own event loop. */
final class DatagramHandler extends ChannelInboundHandlerAdapter {
    private final Reception reception;
    private final FaultLog faults;
    private final DatagramReads reads;
    private final AnswerMemory answers = new AnswerMemory();
    private Channel channel;
    private Outlet outlet;
    private InetSocketAddress local;
    private String socket;

    /** @param reads the memory that the datagrams come in; the handler gives it back */
    DatagramHandler(Reception reception, FaultLog faults, DatagramReads reads) {
        this.reception = reception;
        this.faults = faults;
        this.reads = reads;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        outlet = new Outlet(channel);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        reads.release();
        answers.release();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        name((InetSocketAddress) channel.localAddress());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object input) {
        outlet.readBegins();
        DatagramPacket datagram = (DatagramPacket) input;
        try {
            read(datagram);
        } finally {
            datagram.release();
        }
    }

    private void read(DatagramPacket datagram) {
        ByteBuf content = datagram.content();
        if (isKeepAlive(content)) {
            return;
        }
        if (isElsewhere(datagram.recipient())) {
            name(datagram.recipient());
        }
        reception.received(content, new DatagramFlow(this, datagram.sender(), socket));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        outlet.readEnds();
    }

    /** Whether a listener on all addresses learns that the datagram came to another one than the datagram before. */
    private boolean isElsewhere(InetSocketAddress recipient) {
        return recipient != local
                && recipient != null
                && !recipient.getAddress().isAnyLocalAddress()
                && !recipient.equals(local);
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
        ByteBuf message = channel.eventLoop().inEventLoop() && channel.isActive()
                ? answers.copy(bytes, from, to)
                : channel.alloc().directBuffer(to - from).writeBytes(bytes, from, to - from);
        outlet.write(new DatagramPacket(message, recipient), new Answered(recipient));
    }

    void execute(Runnable task) {
        Reception.runLater(channel.eventLoop(), task);
    }

    private final class Answered extends SendResult {
        private final InetSocketAddress recipient;

        Answered(InetSocketAddress recipient) {
            super(channel);
            this.recipient = recipient;
        }

        @Override
        void failed(Throwable cause) {
            faults.add(Fault.NOT_SENT, Transport.UDP, recipient, cause);
        }
    }
}
