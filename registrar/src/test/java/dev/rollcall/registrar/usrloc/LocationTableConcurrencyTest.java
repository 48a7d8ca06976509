package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads at one table; what they were told must add up to what the table holds. */
class LocationTableConcurrencyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final int AORS = 40;

    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 2, true, CharSign.SIGNED);

    private final LocationTable table =
            new LocationTable(PARAMETERS, new LabelAllocator(PARAMETERS, new Random(1)), true);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void save_manyThreadsOnFewAorsAndAWriter_rowsBecomeWhatTheTableHolds() throws Exception {
        Map<Long, Contact> rows = new HashMap<>();
        List<Future<?>> running = start(this::saveAtRandom);
        while (running.stream().anyMatch(saving -> !saving.isDone())) {
            write(rows, 50);
        }
        for (Future<?> saving : running) {
            saving.get();
        }
        while (table.dirtyCount() > 0) {
            write(rows, Integer.MAX_VALUE);
        }

        assertEquals(rows, held());
    }

    @Test
    void prepare_manyThreadsOnFewAors_committedChangesAddUpToTheTable() throws Exception {
        List<Change> changes = Collections.synchronizedList(new ArrayList<>());
        for (Future<?> preparing : start(thread -> changes.addAll(prepareAtRandom(thread)))) {
            preparing.get();
        }

        check(changes);
    }

    private Void saveAtRandom(int thread) {
        Random random = new Random(thread);
        for (int round = 0; round < ROUNDS; round++) {
            long now = NOW + round / 50;
            Registration registration = registration(random, thread, round, now);
            assertInstanceOf(Accepted.class, table.save(registration, now));
            if (round % 100 == 0) {
                table.expire(now, 50);
            }
            lookUp(registration, now);
        }
        return null;
    }

    /** Writes what is dirty into rows, each as it has to be by then. */
    private void write(Map<Long, Contact> rows, int limit) {
        List<DirtyContact> taken = table.takeDirty(limit);
        for (DirtyContact dirty : taken) {
            long id = dirty.contact().id();
            switch (dirty.need()) {
                case INSERT -> assertNull(rows.put(id, dirty.contact()), "inserted twice");
                case UPDATE -> assertNotNull(rows.put(id, dirty.contact()), "updated before it was inserted");
                case DELETE, DELETE_EXPIRED -> assertNotNull(rows.remove(id), "deleted and was not there");
            }
        }
        table.written(taken);
    }

    private Map<Long, Contact> held() {
        Map<Long, Contact> held = new HashMap<>();
        table.forEach(contact -> assertNull(held.put(contact.id(), contact), "seen twice"));
        return held;
    }

    private List<Change> prepareAtRandom(int thread) {
        Random random = new Random(thread);
        List<Change> changes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Pending> pending = table.prepare(registration(random, thread, round, NOW), NOW);
            if (pending.isPresent() && random.nextInt(4) > 0) {
                table.commit(pending.get());
                changes.addAll(pending.get().changes().changes());
            } else {
                pending.ifPresent(table::abort);
            }
        }
        return changes;
    }

    /** Each thread has Call-IDs of its own, so that CSeq never refuses. */
    private static Registration registration(Random random, int thread, int round, long now) {
        String aor = "user" + random.nextInt(AORS) + "@example.com";
        String callId = "call-" + thread + '-' + round;
        String uri = "sip:phone" + random.nextInt(3) + "@192.0.2.1";
        return switch (random.nextInt(10)) {
            case 0 -> Registrations.removeAll(aor, callId, 1);
            case 1, 2 -> Registrations.register(aor, callId, 1, Registrations.removal(uri));
            case 3 -> Registrations.fetch(aor);
            default -> Registrations.one(aor, uri, callId, 1, now + 1 + random.nextInt(100));
        };
    }

    private void lookUp(Registration registration, long now) {
        for (Contact contact : table.contacts(registration.aor().toString(), registration.aorHash(), now)) {
            assertTrue(contact.isValid(now));
            table.byId(contact.id(), now).ifPresent(found -> {
                assertEquals(contact.id(), found.id());
                assertEquals(contact.aor(), found.aor());
            });
        }
    }

    private <T> List<Future<?>> start(IntFunction<T> work) {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            Callable<T> task = () -> work.apply(number);
            running.add(threads.submit(task));
        }
        return running;
    }

    /**
     * Every ID was inserted once and deleted at most once, only what was inserted was updated, and what is left is
     * there.
     */
    private void check(List<Change> changes) {
        Map<Long, Contact> left = new HashMap<>();
        Set<Long> inserted = new HashSet<>();
        Set<Long> deleted = new HashSet<>();
        for (Change change : changes) {
            long id = change.contact().id();
            if (change instanceof Insert) {
                assertTrue(inserted.add(id), "inserted twice");
                left.put(id, change.contact());
            } else if (change instanceof Delete) {
                assertTrue(deleted.add(id), "deleted twice");
            }
        }
        assertTrue(inserted.containsAll(deleted));
        for (Change change : changes) {
            assertTrue(!(change instanceof Update) || inserted.contains(change.contact().id()));
        }
        left.keySet().removeAll(deleted);
        Map<Long, Contact> held = held();
        held.forEach((id, contact) -> assertEquals(left.get(id).aor(), contact.aor()));
        assertEquals(left.keySet(), held.keySet());
        assertEquals(held.size(), table.size());
        for (int i = 0; i < AORS; i++) {
            String aor = "user" + i + "@example.com";
            List<String> uris = table.contacts(aor, hash(aor), 0).stream().map(Contact::uri).toList();
            assertEquals(Set.copyOf(uris).size(), uris.size(), "one URI twice in one AOR");
        }
    }
}
