package dev.rollcall.bench.load;

/**
 * One closed loop: the AORs of a share in turn, round by round, one REGISTER at a time. So no AOR ever has two under
 * way, whose order over UDP would be anybody's guess. For one thread.
 */
final class Lane {
    private final int number;
    private final int step;
    private final int aors;
    private final int rounds;
    private int aor;
    private int round = 1;
    private int serial;
    private long sentNanos;

    /**
     * A lane that has not begun.
     *
     * @param number the AOR it begins with, and its name
     * @param step how far apart its AORs are: the number of lanes
     */
    Lane(int number, int step, int aors, int rounds) {
        this.number = number;
        this.step = step;
        this.aors = aors;
        this.rounds = rounds;
        this.aor = number;
    }

    int number() {
        return number;
    }

    /** Whether every AOR has had its rounds. */
    boolean isDone() {
        return round > rounds;
    }

    /** The REGISTER that is due. */
    byte[] message(RegisterText text, int localPort) {
        return text.of(aor, round, new RequestId(number, serial), localPort);
    }

    void sent(long nanos) {
        sentNanos = nanos;
    }

    /** Whether an answer is the one that is waited for, not a late one. */
    boolean awaits(RequestId id) {
        return !isDone() && id.serial() == serial;
    }

    /** How long the answer has been waited for. */
    long waitedNanos(long now) {
        return now - sentNanos;
    }

    /** Goes on to the next AOR, or round. */
    void advance() {
        serial++;
        aor += step;
        if (aor >= aors) {
            aor = number;
            round++;
        }
    }
}
