package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All sockets of a load, on one event loop. Closing it closes them. */
final class Lines implements AutoCloseable {
    private static final int SCRATCH_BYTES = 1 << 18;
    private static final int CLOSE_SECONDS = 10;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final List<Line> lines = new ArrayList<>();
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final List<Line> marked = new ArrayList<>();
    private volatile Line.Listener listener;

    private Lines(EventLoopGroup group) {
        this.group = group;
        this.loop = group.next();
    }

    /** @throws IOException where the target cannot be reached */
    static Lines open(Load load, Line.Listener whileOpening) throws IOException, InterruptedException {
        Dialer dialer = new Dialer(load);
        Lines lines = new Lines(dialer.group());
        lines.listener = whileOpening;
        try {
            dialer.dial(load.connections(), lines);
            return lines;
        } catch (IOException | InterruptedException e) {
            lines.close();
            throw e;
        }
    }

    Line newLine() {
        Line line = new Line(this);
        lines.add(line);
        return line;
    }

    /** The line of an AOR, the same every time. */
    Line of(int aor) {
        return lines.get(aor % lines.size());
    }

    /** The thread that all of them belong to. */
    EventLoop loop() {
        return loop;
    }

    Line.Listener listener() {
        return listener;
    }

    /** Hands all that comes from now on to another. */
    void handTo(Line.Listener other) {
        listener = other;
    }

    /** Remembers a line that has something to flush. */
    void mark(Line line) {
        if (!line.isMarked()) {
            line.mark(true);
            marked.add(line);
        }
    }

    /** Sends what was written to any line; what one line fails with may mark no other. */
    void flushMarked() {
        for (int i = 0; i < marked.size(); i++) {
            marked.get(i).mark(false);
            marked.get(i).flush();
        }
        marked.clear();
    }

    /** What a buffer holds, in an array that the next call overwrites. */
    byte[] scratch(ByteBuf content) {
        content.getBytes(content.readerIndex(), scratch, 0, content.readableBytes());
        return scratch;
    }

    /** Whether messages go out as WebSocket frames. */
    static boolean areFramed(Transport transport) {
        return transport == Transport.WS || transport == Transport.WSS;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS * 1_000L);
    }
}
