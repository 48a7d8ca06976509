package dev.rollcall.bench.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One stretch of load: the warm-up, or what is measured. Lives on the lines' event loop, whose thread alone calls it.
 *
 * <p>A closed loop keeps so many registrations under way, so a registrar that stalls gets fewer. An open loop begins
 * them by a schedule that nothing delays: what could not be sent in time is sent late, and its latency counts from when it
 * was due, so that a stall is seen by all that it would have met (no coordinated omission). An AOR never has two
 * registrations under way, whose order over UDP would be anybody's guess.
 */
final class Phase implements Line.Listener {
    private static final long SPIN_NANOS = 100_000;
    private static final long CHECK_NANOS = 10_000_000;
    private static final int MAX_BUSY = 1_000;
    /** Knuth's multiplicative hash: scatters the AORs' order, and meets each once as long as it does not divide. */
    private static final long SCATTER = 2_654_435_761L;

    /** What an AOR is doing. */
    private static final byte IDLE = 0;
    private static final byte SENT = 1;
    private static final byte AUTHORIZED = 2;

    private final Load load;
    private final Load.Users users;
    private final OptionalDouble rate;
    private final Lines lines;
    private final RegisterText text;
    private final Answer answer;
    private final Authorization authorization;
    private final int[] cseqs;
    private final long[] startNanos;
    private final byte[] states;
    private final Pending pending;
    private final Tally tally = new Tally();
    private final CompletableFuture<Tally> done = new CompletableFuture<>();
    private long cursor;
    private long begun;
    private int underWay;
    private long firstNanos;
    private long lastNanos;

    /** @param letter tells its answers from those to another phase */
    Phase(Load load, Load.Users users, OptionalDouble rate, Lines lines, char letter) {
        this.load = load;
        this.users = users;
        this.rate = rate;
        this.lines = lines;
        text = new RegisterText(load, users.prefix(), String.valueOf(letter));
        answer = new Answer(letter);
        authorization = load.digest().map(policy -> new Authorization(policy, RegisterText.uri(load))).orElse(null);
        cseqs = new int[users.aors()];
        Arrays.fill(cseqs, load.firstCseq() - 1);
        startNanos = new long[users.aors()];
        states = new byte[users.aors()];
        pending = new Pending(4 * load.inFlight());
    }

    /** Begins; the result is there once every registration has ended. */
    CompletableFuture<Tally> start() {
        lines.loop().execute(() -> {
            firstNanos = System.nanoTime();
            lastNanos = firstNanos;
            lines.handTo(this);
            pump();
        });
        return done;
    }

    /** From the first REGISTER to the last answer; to be asked once it is over. */
    long nanos() {
        return lastNanos - firstNanos;
    }

    /** Begins what is due, gives up what is too old, and comes back. */
    private void pump() {
        long now = System.nanoTime();
        beginDue(now);
        flush();
        giveUpOld(now);
        if (underWay == 0 && !hasMore(now)) {
            done.complete(tally);
        } else if (!done.isDone()) {
            again(now);
        }
    }

    /**
     * A close schedule is watched without sleeping; a closed loop goes on by its answers, and needs a look now and
     * then. Always by the clock: a task that queues itself anew would keep the event loop from its sockets.
     */
    private void again(long now) {
        long wait = rate.isPresent() && hasMore(now) ? dueNanos(begun) - now : CHECK_NANOS;
        lines.loop().schedule(
                this::pump, Math.max(1, Math.min(wait - SPIN_NANOS / 2, CHECK_NANOS)), TimeUnit.NANOSECONDS);
    }

    private boolean hasMore(long now) {
        return begun < users.count() && now - firstNanos < load.limit().toNanos();
    }

    private void beginDue(long now) {
        if (!hasMore(now)) {
            return;
        }
        int most = rate.isPresent() ? Load.MAX_IN_FLIGHT : load.inFlight();
        while (underWay < most && begun < users.count() && (rate.isEmpty() || dueNanos(begun) - now <= 0)) {
            if (!begin(rate.isPresent() ? dueNanos(begun) : now)) {
                return;
            }
            begun++;
        }
    }

    private long dueNanos(long number) {
        return firstNanos + (long) (number * 1e9 / rate.getAsDouble());
    }

    /** Begins the registration of the next AOR that has none under way; false where all seem to have. */
    private boolean begin(long nanos) {
        for (int tries = 0; tries < MAX_BUSY; tries++) {
            int aor = nextAor();
            if (states[aor] == IDLE) {
                states[aor] = SENT;
                startNanos[aor] = nanos;
                underWay++;
                send(aor, "");
                return true;
            }
        }
        return false;
    }

    private int nextAor() {
        long number = cursor++ % users.aors();
        return (int) (users.shuffled() ? number * SCATTER % users.aors() : number);
    }

    private void send(int aor, String header) {
        int cseq = ++cseqs[aor];
        Line line = lines.of(aor);
        line.write(text.bytes(), text.write(aor, cseq, line.localPort(), header));
        lines.mark(line);
        pending.add(aor, cseq, System.nanoTime());
    }

    private void flush() {
        lines.flushMarked();
    }

    @Override
    public void answer(byte[] bytes, int from, int to) {
        if (!answer.read(bytes, from, to)) {
            return;
        }
        int aor = answer.aor();
        if (aor >= users.aors() || states[aor] == IDLE || answer.cseq() != cseqs[aor]) {
            tally.late();
            return;
        }
        if (answer.status() == 401 && states[aor] == SENT && authorization != null && authorize(aor, bytes, from, to)) {
            return;
        }
        if (answer.status() >= 200) {
            lastNanos = System.nanoTime();
            tally.answered(answer.status(), lastNanos - startNanos[aor]);
            end(aor);
        }
    }

    private boolean authorize(int aor, byte[] bytes, int from, int to) {
        return Challenge.find(bytes, from, to, authorization.algorithm()).map(challenge -> {
            tally.challenged();
            states[aor] = AUTHORIZED;
            send(aor, authorization.header(challenge, users.prefix() + aor));
            return true;
        }).orElse(false);
    }

    private void end(int aor) {
        states[aor] = IDLE;
        underWay--;
    }

    private void giveUpOld(long now) {
        while (!pending.isEmpty() && (isOver() || now - pending.oldestNanos() > load.timeout().toNanos())) {
            int aor = pending.oldestAor();
            if (!isOver()) {
                tally.unanswered();
                lastNanos = now;
                end(aor);
            }
            pending.removeOldest();
        }
    }

    /** Whether the oldest request has been answered. */
    private boolean isOver() {
        int aor = pending.oldestAor();
        return states[aor] == IDLE || pending.oldestCseq() != cseqs[aor];
    }

    /** A closed loop goes on at once; an open one by its schedule. */
    @Override
    public void idle() {
        long now = System.nanoTime();
        if (rate.isEmpty()) {
            beginDue(now);
        }
        flush();
        giveUpOld(now);
        if (underWay == 0 && !hasMore(now)) {
            done.complete(tally);
        }
    }

    @Override
    public void failed(IOException cause) {
        done.completeExceptionally(cause);
    }
}
