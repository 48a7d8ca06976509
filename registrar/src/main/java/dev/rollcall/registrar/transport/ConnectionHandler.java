package dev.rollcall.registrar.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * What all connections have in common, at the end of their pipelines: deadlines, a stop to reading while the peer takes no
 * answers, and one way out of every error.
 *
 * @param <T> what the pipeline hands over
 */
abstract class ConnectionHandler<T> extends SimpleChannelInboundHandler<T> {
    /** How long a connection that is to be closed waits for answers under way and for the peer to close first. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ConnectionFlow flow;
    private final Reception reception;
    private final FaultLog faults;
    private final ConnectionLimits limits;
    private Deadline deadline;
    private boolean heard;
    private boolean lingering;

    ConnectionHandler(ConnectionFlow flow, Reception reception, FaultLog faults, ConnectionLimits limits) {
        this.flow = flow;
        this.reception = reception;
        this.faults = faults;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = new Deadline(context.executor(), reason -> close(context, Fault.TIMED_OUT, reason));
        deadline.set(limits.firstMessage(), "no message within " + limits.firstMessage().toSeconds() + " s");
    }

    ConnectionFlow flow() {
        return flow;
    }

    /** Hands a whole message on. */
    final void received(byte[] bytes, int offset, int length) {
        heard = true;
        reception.received(bytes, offset, length, flow);
    }

    /** Answers a keep-alive of two empty lines with one (RFC 5626 3.5.1). */
    final void answerKeepAlive() {
        heard = true;
        flow.send(new byte[] {'\r', '\n'}, 0);
    }

    /** Lets the peer be silent for the idle time, once it has sent anything whole. */
    final void alive() {
        if (heard && !lingering) {
            deadline.set(limits.idle(), "idle for " + limits.idle().toSeconds() + " s");
        }
    }

    /** Bounds the time for the rest of a message of which the first bytes are here. */
    final void awaitRest() {
        if (!lingering) {
            deadline.set(limits.message(), "a message unfinished after " + limits.message().toSeconds() + " s");
        }
    }

    /** Closes soon: nothing more is understood, but answers may be under way. */
    final void linger(String cause) {
        faults.add(Fault.BROKEN_STREAM, flow.transport(), flow.remote(), cause);
        lingering = true;
        deadline.set(LINGER, cause);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        boolean writable = context.channel().isWritable();
        context.channel().config().setAutoRead(writable);
        if (writable) {
            alive();
        } else if (!lingering) {
            deadline.set(limits.message(), "its answers unread for " + limits.message().toSeconds() + " s");
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel();
        if (heard) {
            reception.closed(flow);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
            close(context, Fault.HANDSHAKE_FAILED, cause.getCause());
        } else if (cause instanceof SSLException) {
            close(context, Fault.HANDSHAKE_FAILED, cause);
        } else if (cause instanceof DecoderException) {
            close(context, Fault.BROKEN_STREAM, cause);
        } else if (cause instanceof IOException) {
            close(context, Fault.CONNECTION_LOST, cause);
        } else {
            close(context, Fault.UNEXPECTED, cause);
        }
    }

    private void close(ChannelHandlerContext context, Fault fault, Object cause) {
        if (!lingering) {
            faults.add(fault, flow.transport(), flow.remote(), cause);
        }
        context.close();
    }
}
