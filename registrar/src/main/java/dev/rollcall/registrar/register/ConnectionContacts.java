package dev.rollcall.registrar.register;

import dev.rollcall.log.ServerLog;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Registration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A location service whose contacts end with the connection that they were registered over, some time after it, so that
 * a phone that comes back in time finds its contact still there. Safe for any thread; removes on a thread of its own,
 * {@code connections}.
 */
public final class ConnectionContacts implements LocationService, AutoCloseable {
    private static final ServerLog LOG = ServerLog.of("registrar", "connections");

    private record Aor(Octets text, int hash) {}

    private final LocationService locations;
    private final long graceNanos;
    private final InstantSource clock;
    private final Map<Long, Set<Aor>> aors = new ConcurrentHashMap<>();
    /** What comes after its end is passed over. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "connections"), new ThreadPoolExecutor.DiscardPolicy());

    /**
     * Before another service.
     *
     * @param grace from a connection's end to that of its contacts
     */
    public ConnectionContacts(LocationService locations, Duration grace, InstantSource clock) {
        this.locations = locations;
        this.graceNanos = grace.toNanos();
        this.clock = clock;
    }

    @Override
    public void save(Registration registration, long now, Consumer<Outcome> done) {
        if (!registration.contacts().isEmpty()) {
            // before it is saved: a connection ends behind the requests that came over it
            noteConnection(registration, registration.contacts().get(0).binding().connectionId());
        }
        locations.save(registration, now, done);
    }

    private void noteConnection(Registration registration, long connectionId) {
        if (connectionId != 0) {
            aors.computeIfAbsent(connectionId, id -> ConcurrentHashMap.newKeySet())
                    .add(new Aor(registration.aor().retained(), registration.aorHash()));
        }
    }

    @Override
    public boolean answersInPlace() {
        return locations.answersInPlace();
    }

    /** A connection has gone. */
    void closed(long connectionId) {
        Set<Aor> registered = aors.remove(connectionId);
        if (registered != null) {
            registered.forEach(aor -> removeLater(aor, connectionId));
        }
    }

    private void removeLater(Aor aor, long connectionId) {
        timer.schedule(() -> remove(aor, connectionId), graceNanos, TimeUnit.NANOSECONDS);
    }

    private void remove(Aor aor, long connectionId) {
        try {
            Registration removal = Registration.ofClosedConnection(aor.text, aor.hash, connectionId);
            locations.save(removal, clock.millis() / 1000, outcome -> {
                // the database is away, and would bring it back
                if (outcome instanceof Outcome.Refused) {
                    removeLater(aor, connectionId);
                }
            });
        } catch (RuntimeException e) {
            LOG.error("could not remove the contacts of a connection that has gone", e);
        }
    }

    /** Forgets connections that have gone; their contacts stay until they expire. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
