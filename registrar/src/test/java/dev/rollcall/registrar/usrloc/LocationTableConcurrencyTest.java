package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads at one table; what they were told must add up to what the table holds. */
class LocationTableConcurrencyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final int AORS = 40;

    private final LocationTable table =
            Registrations.table(new IdParameters(ContactIdFormat.RELEASED, 2, true, CharSign.SIGNED));
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void save_manyThreadsOnFewAors_changesAddUpToTheTable() throws Exception {
        List<Change> changes = run(this::saveAtRandom);

        check(changes);
    }

    @Test
    void prepare_manyThreadsOnFewAors_committedChangesAddUpToTheTable() throws Exception {
        List<Change> changes = run(this::prepareAtRandom);

        check(changes);
    }

    private List<Change> saveAtRandom(int thread) {
        Random random = new Random(thread);
        List<Change> changes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long now = NOW + round / 50;
            Registration registration = registration(random, thread, round, now);
            SaveResult result = table.save(registration, now);
            assertInstanceOf(Accepted.class, result.outcome());
            changes.addAll(result.changes().changes());
            if (round % 100 == 0) {
                changes.addAll(table.expire(now, 50).changes());
            }
            lookUp(registration, now);
        }
        return changes;
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

    private List<Change> run(java.util.function.IntFunction<List<Change>> work) throws Exception {
        List<Future<List<Change>>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            Callable<List<Change>> task = () -> work.apply(number);
            running.add(threads.submit(task));
        }
        List<Change> changes = new ArrayList<>();
        for (Future<List<Change>> future : running) {
            changes.addAll(future.get());
        }
        return changes;
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
        Set<Long> held = new HashSet<>();
        table.forEach(contact -> {
            assertTrue(held.add(contact.id()));
            assertEquals(left.get(contact.id()).aor(), contact.aor());
        });
        assertEquals(left.keySet(), held);
        assertEquals(held.size(), table.size());
        for (int i = 0; i < AORS; i++) {
            String aor = "user" + i + "@example.com";
            List<String> uris = table.contacts(aor, hash(aor), 0).stream().map(Contact::uri).toList();
            assertEquals(Set.copyOf(uris).size(), uris.size(), "one URI twice in one AOR");
        }
    }
}
