package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialLookupTest {
    private static final Subscriber ALICE = new Subscriber("alice", "");
    private static final Subscriber BOB = new Subscriber("bob", "");
    private static final Secret PASSWORD = new Secret.Password("wonderland");

    private final AtomicLong clock = new AtomicLong();
    private final MemoryStore store = new MemoryStore();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CredentialLookup lookup = new CredentialLookup(
            store,
            new CredentialLookup.Limits(1, 2, 4, Duration.ofSeconds(5)),
            clock::get);

    CredentialLookupTest() {
        store.passwords.put(ALICE, "wonderland");
    }

    @AfterEach
    void close() {
        answer.countDown();
        lookup.close();
    }

    @Test
    void find_knownAndUnknown_asTheStoreSays() throws Exception {
        assertEquals(Optional.of(PASSWORD), get(lookup.find(ALICE)));
        assertEquals(Optional.empty(), get(lookup.find(BOB)));
    }

    @Test
    void find_runsOnANamedThread() throws Exception {
        AtomicReference<String> name = new AtomicReference<>();
        store.first = () -> name.set(Thread.currentThread().getName());
        get(lookup.find(ALICE));
        assertEquals("credentials-1", name.get());
    }

    @Test
    void find_sameSubscriberMeanwhile_sharesTheQuestion() throws Exception {
        blockStore();
        List<CompletableFuture<Optional<Secret>>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(lookup.find(ALICE));
        }
        answer.countDown();
        for (CompletableFuture<Optional<Secret>> each : answers) {
            assertEquals(Optional.of(PASSWORD), get(each));
        }
        assertEquals(1, store.questions.get());
    }

    @Test
    void find_moreThanMayWait_failsAtOnceAndRecovers() throws Exception {
        blockStore();
        List<CompletableFuture<Optional<Secret>>> answers =
                List.of(lookup.find(ALICE), lookup.find(ALICE), lookup.find(BOB), lookup.find(BOB));
        assertRejected(lookup.find(ALICE));
        assertRejected(lookup.find(new Subscriber("carol", "")));
        answer.countDown();
        for (CompletableFuture<Optional<Secret>> each : answers) {
            get(each);
        }
        assertEquals(Optional.of(PASSWORD), get(lookup.find(ALICE)));
    }

    @Test
    void find_waitedTooLongForAThread_failsWithoutAsking() throws Exception {
        blockStore();
        CompletableFuture<Optional<Secret>> first = lookup.find(ALICE);
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        CompletableFuture<Optional<Secret>> second = lookup.find(BOB);
        clock.addAndGet(Duration.ofSeconds(5).toNanos() + 1);
        answer.countDown();
        assertEquals(Optional.of(PASSWORD), get(first));
        assertRejected(second);
        assertEquals(1, store.questions.get());
    }

    @Test
    void find_whileTheStoreIsBusy_asksForWhatWaitsTogetherInItsOrder() throws Exception {
        Subscriber carol = new Subscriber("carol", "");
        Subscriber dave = new Subscriber("dave", "");
        store.passwords.put(dave, "x");
        blockStore();
        CompletableFuture<Optional<Secret>> first = lookup.find(ALICE);
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        List<CompletableFuture<Optional<Secret>>> others =
                List.of(lookup.find(BOB), lookup.find(carol), lookup.find(dave));
        answer.countDown();
        assertEquals(Optional.of(PASSWORD), get(first));
        assertEquals(Optional.empty(), get(others.get(0)));
        assertEquals(Optional.empty(), get(others.get(1)));
        assertEquals(Optional.of(new Secret.Password("x")), get(others.get(2)));
        assertEquals(
                List.of(List.of(ALICE), List.of(BOB, carol), List.of(dave)), List.copyOf(store.asked));
    }

    @Test
    void find_storeFails_nextOneAsksAnew() throws Exception {
        store.first = () -> {
            throw new AssertionError("not even an exception");
        };
        assertThrows(ExecutionException.class, () -> get(lookup.find(ALICE)));
        store.first = () -> {};
        assertEquals(Optional.of(PASSWORD), get(lookup.find(ALICE)));
    }

    @Test
    void close_whileSomebodyWaits_fails() throws Exception {
        blockStore();
        CompletableFuture<Optional<Secret>> running = lookup.find(ALICE);
        CompletableFuture<Optional<Secret>> queued = lookup.find(BOB);
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        lookup.close();
        assertRejected(running);
        assertRejected(queued);
        assertRejected(lookup.find(ALICE));
    }

    private void blockStore() {
        store.first = () -> {
            asked.countDown();
            try {
                assertTrue(answer.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static Optional<Secret> get(CompletableFuture<Optional<Secret>> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void assertRejected(CompletableFuture<Optional<Secret>> future) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> get(future));
        assertEquals(RejectedExecutionException.class, failure.getCause().getClass());
    }
}
