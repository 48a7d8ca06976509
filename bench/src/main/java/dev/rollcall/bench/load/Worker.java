package dev.rollcall.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The lanes of one connection, on a thread of their own. */
final class Worker implements Callable<Tally> {
    private final Connection connection;
    private final RegisterText text;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final long timeoutNanos;
    private final long stopNanos;
    private final Tally tally = new Tally();
    private long checkedNanos;

    /** @param stopNanos when no further REGISTER is sent, by {@link System#nanoTime} */
    Worker(Connection connection, RegisterText text, List<Lane> lanes, Duration timeout, long stopNanos) {
        this.connection = connection;
        this.text = text;
        this.timeoutNanos = timeout.toNanos();
        this.stopNanos = stopNanos;
        lanes.forEach(lane -> this.lanes.put(lane.number(), lane));
    }

    @Override
    public Tally call() throws IOException {
        checkedNanos = System.nanoTime();
        for (Lane lane : new ArrayList<>(lanes.values())) {
            sendNext(lane);
        }
        while (!lanes.isEmpty()) {
            byte[] message = connection.receive();
            if (message != null) {
                answered(message);
            }
            giveUpOld();
        }
        return tally;
    }

    private void answered(byte[] message) throws IOException {
        long now = System.nanoTime();
        Answer answer = Answer.parse(message)
                .orElseThrow(() -> new IOException("what came is no answer to a REGISTER"));
        Lane lane = lanes.get(answer.id().lane());
        if (lane != null && lane.awaits(answer.id())) {
            tally.answered(answer.status(), lane.waitedNanos(now));
            lane.advance();
            sendNext(lane);
        }
    }

    /** Looks at all lanes now and then only, since it takes time that others wait for. */
    private void giveUpOld() throws IOException {
        long now = System.nanoTime();
        if (now - checkedNanos < timeoutNanos / 16) {
            return;
        }
        checkedNanos = now;
        for (Lane lane : new ArrayList<>(lanes.values())) {
            if (lane.waitedNanos(now) > timeoutNanos) {
                tally.unanswered();
                lane.advance();
                sendNext(lane);
            }
        }
    }

    private void sendNext(Lane lane) throws IOException {
        long now = System.nanoTime();
        if (lane.isDone() || now - stopNanos >= 0) {
            lanes.remove(lane.number());
            return;
        }
        byte[] message = lane.message(text, connection.localPort());
        lane.sent(now);
        connection.send(message);
    }
}
