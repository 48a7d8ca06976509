package dev.rollcall.registrar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;

/**
 * Is told how a write has ended and keeps nothing, so that it costs no lock and one object can stand for any number of
 * writes. Nobody can wait for it.
 */
class SendResult extends DefaultChannelPromise {
    SendResult(Channel channel) {
        super(channel);
    }

    /** Learns that what was written is lost; for nothing, where whoever writes does not care. */
    void failed(Throwable cause) {}

    @Override
    public final boolean setUncancellable() {
        return true;
    }

    @Override
    public final boolean trySuccess(Void nothing) {
        return true;
    }

    @Override
    public final ChannelPromise setSuccess(Void nothing) {
        return this;
    }

    @Override
    public final boolean tryFailure(Throwable cause) {
        failed(cause);
        return true;
    }

    @Override
    public final ChannelPromise setFailure(Throwable cause) {
        failed(cause);
        return this;
    }
}
