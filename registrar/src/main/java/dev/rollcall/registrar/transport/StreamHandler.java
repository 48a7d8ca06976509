package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.SipFramer;
import io.netty.buffer.ByteBuf;

/** A TCP or TLS connection: messages by their Content-Length. */
final class StreamHandler extends ConnectionHandler<ByteBuf> implements SipFramer.Sink {
    private final SipFramer framer;
    private boolean messageEnded;

    StreamHandler(ConnectionFlow flow, Reception reception, FaultLog faults, Waits waits, int maxMessageBytes) {
        super(flow, reception, faults, waits);
        framer = new SipFramer(maxMessageBytes, this);
    }

    @Override
    void read(ByteBuf bytes) {
        boolean inside = framer.isInsideMessage();
        messageEnded = false;
        byte[] scratch = Reception.scratch();
        while (bytes.isReadable()) {
            int length = Math.min(bytes.readableBytes(), scratch.length);
            bytes.readBytes(scratch, 0, length);
            framer.received(scratch, 0, length);
        }
        if (!framer.isInsideMessage()) {
            alive();
        } else if (!inside || messageEnded) {
            awaitRest();
        }
    }

    @Override
    public void message(byte[] bytes, int offset, int length) {
        messageEnded = true;
        received(bytes, offset, length);
    }

    @Override
    public void keepAlive() {
        answerKeepAlive();
    }

    @Override
    public void broken(String cause) {
        linger(cause);
    }
}
