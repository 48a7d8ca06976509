package dev.rollcall.registrar.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;

/**
 * What all connections have in common, at the end of their pipelines: deadlines, a stop to reading while the peer takes
 * no answers, and one way out of every error.
 *
 * @param <T> what the pipeline hands over
 */
abstract class ConnectionHandler<T> extends SimpleChannelInboundHandler<T> {
    /** Fired into the pipelines when the server stops. */
    static final Object SERVER_STOPS = new Object();

    private static final byte[] KEEP_ALIVE_ANSWER = {'\r', '\n'};
    private final ConnectionFlow flow;
    private final Reception reception;
    private final FaultLog faults;
    private final Waits waits;
    private Deadline deadline;
    /** Runs while it is not known yet whether the peer may be here; {@code null} where he is trusted. */
    private Future<?> welcomeTimer;
    private boolean heard;
    private boolean blocked;
    private boolean ending;

    ConnectionHandler(ConnectionFlow flow, Reception reception, FaultLog faults, Waits waits) {
        this.flow = flow;
        this.reception = reception;
        this.faults = faults;
        this.waits = waits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = new Deadline(context.executor(), reason -> expired(context, reason));
        awaitFirstMessage();
        if (!flow.isWelcome()) {
            welcomeTimer = context.executor()
                    .schedule(() -> turnAway(context), waits.welcome.limit().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Passes input on until the connection ends; the rest of a broken stream means nothing. */
    @Override
    protected final void channelRead0(ChannelHandlerContext context, T input) {
        flow.outlet().readBegins();
        if (!ending) {
            read(input);
        }
    }

    abstract void read(T input);

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flow.outlet().readEnds();
        context.fireChannelReadComplete();
    }

    final void awaitFirstMessage() {
        deadline.set(waits.firstMessage);
    }

    final void awaitHandshake() {
        deadline.set(waits.handshake);
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
        flow.send(KEEP_ALIVE_ANSWER, 0, KEEP_ALIVE_ANSWER.length, 0);
    }

    /** Lets the peer be silent for the idle time, once it has sent anything whole. */
    final void alive() {
        if (heard && !blocked && !ending) {
            deadline.set(waits.idle);
        }
    }

    /** Bounds the time for the rest of a message of which the first bytes are here. */
    final void awaitRest() {
        if (!blocked && !ending) {
            deadline.set(waits.rest);
        }
    }

    /** Ends the connection soon: nothing more is understood, but answers may be under way. */
    final void linger(String cause) {
        end(Fault.BROKEN_STREAM, cause);
    }

    /** Ends the connection as soon as the peer has been told. */
    final void leave(ChannelHandlerContext context, WebSocketCloseStatus status) {
        context.writeAndFlush(farewell(status)).addListener(ChannelFutureListener.CLOSE);
    }

    /** The last that is written; a stream knows no farewell. */
    Object farewell(WebSocketCloseStatus status) {
        return Unpooled.EMPTY_BUFFER;
    }

    /** Counts why the connection ends, once: what follows of it is no fault. The end comes within a short wait. */
    private void end(Fault fault, Object cause) {
        if (!ending) {
            ending = true;
            faults.add(fault, flow.transport(), flow.remote(), cause);
            deadline.set(waits.end);
        }
    }

    private void turnAway(ChannelHandlerContext context) {
        if (!flow.isWelcome() && !ending) {
            end(Fault.TIMED_OUT, waits.welcome.inVain());
            leave(context, WebSocketCloseStatus.POLICY_VIOLATION);
        }
    }

    private void expired(ChannelHandlerContext context, String reason) {
        if (ending) {
            flow.abort();
        } else if (blocked) {
            end(Fault.UNREAD_ANSWERS, reason);
            flow.abort();
        } else if (reason.equals(waits.idle.inVain()) && flow.isKept()) {
            deadline.set(waits.idle);
        } else {
            end(Fault.TIMED_OUT, reason);
            leave(context, WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        blocked = !context.channel().isWritable();
        context.channel().config().setAutoRead(!blocked);
        if (!blocked) {
            alive();
        } else if (!ending) {
            deadline.set(waits.answersRead);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == SERVER_STOPS) {
            leave(context, WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
        } else if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
            end(Fault.HANDSHAKE_FAILED, handshakeCause(tls.cause()));
        }
        context.fireUserEventTriggered(event);
    }

    private static Object handshakeCause(Throwable failure) {
        if (failure instanceof NotSslRecordException) {
            return "it speaks no TLS";
        }
        return failure instanceof ClosedChannelException
                ? "it closed the connection, as a client does that does not trust the certificate"
                : failure;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel();
        if (welcomeTimer != null) {
            welcomeTimer.cancel(false);
        }
        if (heard) {
            reception.closed(flow);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            end(Fault.BROKEN_STREAM, cause);
            leave(context, WebSocketCloseStatus.MESSAGE_TOO_BIG);
        } else if (cause instanceof DecoderException) {
            end(Fault.BROKEN_STREAM, cause);
            leave(context, WebSocketCloseStatus.PROTOCOL_ERROR);
        } else if (cause instanceof IOException) {
            end(Fault.CONNECTION_LOST, cause);
            context.close();
        } else {
            end(Fault.UNEXPECTED, cause);
            leave(context, WebSocketCloseStatus.INTERNAL_SERVER_ERROR);
        }
    }
}
