package dev.rollcall.registrar.transport;

import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.RejectedExecutionException;

/** The door from all transports to the receiver of messages, which can be shut. */
final class Reception {
    /** The longest UDP payload is 65527 bytes (IPv6); of streams and WebSocket messages a piece is copied at a time. */
    static final int SCRATCH_BYTES = 65_536;

    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH_BYTES];
        }
    };

    private static final ServerLog LOG = ServerLog.of("core", "run_later");

    private final MessageReceiver receiver;
    private volatile boolean shut;

    Reception(MessageReceiver receiver) {
        this.receiver = receiver;
    }

    /** The event loop's own array, to be used within one call. */
    static byte[] scratch() {
        return SCRATCH.get();
    }

    /** Runs a task later on an event loop; once the server has stopped, nobody waits for it. */
    static void runLater(EventExecutor loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("a task came after the end of its event loop");
        }
    }

    void received(byte[] bytes, int offset, int length, Flow flow) {
        if (!shut) {
            receiver.received(bytes, offset, length, flow);
        }
    }

    void received(ByteBuf message, Flow flow) {
        byte[] bytes = scratch();
        int length = message.readableBytes();
        message.getBytes(message.readerIndex(), bytes, 0, length);
        received(bytes, 0, length, flow);
    }

    void closed(Flow flow) {
        receiver.closed(flow);
    }

    /** From now on messages are discarded; one that is being received on another thread is not waited for. */
    void shut() {
        shut = true;
    }
}
