package dev.rollcall.registrar.persist;

import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Pending;
import dev.rollcall.registrar.usrloc.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whose turn it is to change an AOR: one registration at a time, in the order in which they came. Safe for any thread.
 *
 * <p>The one lock here orders a registration that finds its AOR held against the end of the one that holds it, so that
 * none waits for a turn that has passed; to begin it is taken only while somebody waits.
 */
final class AorTurns {
    /** Registrations that may wait for an earlier one of their AOR. */
    private static final int MAX_WAITING = 16_384;

    private record Waiting(Registration registration, long now, Consumer<Outcome> done) {}

    private final LocationTable table;
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
    private volatile int waitingCount;

    AorTurns(LocationTable table) {
        this.table = table;
    }

    /**
     * Begins a registration, or lets it wait.
     *
     * @return the registration once decided; nothing where it waits, or was refused since too many wait
     */
    Optional<PendingWrite> begin(Registration registration, long now, Consumer<Outcome> done) {
        if (waitingCount == 0) {
            Optional<Pending> pending = table.prepare(registration, now);
            if (pending.isPresent()) {
                return pending.map(decided -> new PendingWrite(decided, done));
            }
        }
        synchronized (waiting) {
            Deque<Waiting> line = waiting.get(registration.aor().toString());
            // the one that held the AOR may have ended meanwhile
            Optional<Pending> pending = line == null ? table.prepare(registration, now) : Optional.empty();
            if (pending.isEmpty()) {
                await(new Waiting(registration.retained(), now, done));
            }
            return pending.map(decided -> new PendingWrite(decided, done));
        }
    }

    private void await(Waiting registration) {
        if (waitingCount == MAX_WAITING) {
            registration.done().accept(PendingWrite.REFUSED);
            return;
        }
        String aor = registration.registration().aor().toString();
        waiting.computeIfAbsent(aor, key -> new ArrayDeque<>()).add(registration);
        waitingCount++;
    }

    /**
     * Ends a registration: makes it visible, or drops it.
     *
     * @return what waited for its AOR and has begun now, in turn, up to the first that holds the AOR again
     */
    List<PendingWrite> end(Pending pending, boolean committed) {
        synchronized (waiting) {
            if (committed) {
                table.commit(pending);
            } else {
                table.abort(pending);
            }
            return beginNext(pending.aor().toString());
        }
    }

    private List<PendingWrite> beginNext(String aor) {
        Deque<Waiting> line = waiting.get(aor);
        if (line == null) {
            return List.of();
        }
        List<PendingWrite> begun = new ArrayList<>();
        while (!line.isEmpty()) {
            Waiting first = line.peek();
            Optional<Pending> pending = table.prepare(first.registration(), first.now());
            if (pending.isEmpty()) {
                return begun;
            }
            line.remove();
            waitingCount--;
            begun.add(new PendingWrite(pending.get(), first.done()));
        }
        waiting.remove(aor);
        return begun;
    }
}
