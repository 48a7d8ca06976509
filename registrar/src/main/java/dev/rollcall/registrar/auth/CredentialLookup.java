package dev.rollcall.registrar.auth;

import dev.rollcall.log.LineLimit;
import dev.rollcall.log.ServerLog;
import dev.rollcall.sql.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Asks the store on threads of its own, named {@code credentials-N}; thread-safe.
 *
 * <p>One question a subscriber at a time: who asks meanwhile gets the same answer. Questions that wait for a thread are
 * asked together, in their order, since one statement for many costs little more than one for one. At most
 * {@code maxWaiting} requests wait; the next ones fail at once, and so does a question that waited too long to be of
 * use.
 */
final class CredentialLookup implements AutoCloseable {
    private static final ServerLog LOG = ServerLog.of("auth_db", "get_ha1");

    private final CredentialStore store;
    private final Limits limits;
    private final LongSupplier nanoClock;
    private final ThreadPoolExecutor threads;
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final Map<Subscriber, CompletableFuture<Optional<Secret>>> running = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LineLimit overloads;
    private final AtomicBoolean reachable = new AtomicBoolean(true);

    /**
     * @param threads how many questions are asked at a time
     * @param maxTogether how many subscribers one of them is about at most
     * @param maxWaiting how many requests wait for answers
     * @param maxWait how long a question may wait for a thread
     */
    record Limits(int threads, int maxTogether, int maxWaiting, Duration maxWait) {}

    private record Question(Subscriber subscriber, long askedNanos, CompletableFuture<Optional<Secret>> answer) {}

    CredentialLookup(CredentialStore store, Limits limits, LongSupplier nanoClock) {
        this.store = store;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.overloads = new LineLimit(nanoClock);
        this.threads = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.maxWaiting()),
                threadsNamed("credentials-"));
    }

    /**
     * Looks a subscriber up in the store itself.
     *
     * @return fails if the store cannot be asked, or not in time; completes on a thread of the lookup
     */
    CompletableFuture<Optional<Secret>> find(Subscriber subscriber) {
        if (waiting.incrementAndGet() > limits.maxWaiting()) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(overload());
        }
        CompletableFuture<Optional<Secret>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Secret>> earlier = running.putIfAbsent(subscriber, mine);
        if (earlier == null) {
            start(subscriber, mine);
        }
        return (earlier == null ? mine : earlier).whenComplete((found, failure) -> waiting.decrementAndGet());
    }

    private void start(Subscriber subscriber, CompletableFuture<Optional<Secret>> answer) {
        Question question = new Question(subscriber, nanoClock.getAsLong(), answer);
        questions.add(question);
        try {
            threads.execute(this::askNext);
        } catch (RejectedExecutionException full) {
            questions.remove(question);
            fail(question, full);
        }
    }

    /** Asks what waits; another thread may have asked it all before. */
    private void askNext() {
        List<Question> together = next();
        if (together.isEmpty()) {
            return;
        }
        try {
            Map<Subscriber, Secret> found = store.find(together.stream().map(Question::subscriber).toList());
            noteReachable();
            together.forEach(question -> answer(question, Optional.ofNullable(found.get(question.subscriber()))));
        } catch (Throwable failure) {
            // Whatever went wrong: who waits gets an answer, and the next one asks anew.
            noteFailure(failure);
            together.forEach(question -> fail(question, failure));
        }
    }

    /** The questions that waited longest, of those that are of use still. */
    private List<Question> next() {
        List<Question> together = new ArrayList<>();
        while (together.size() < limits.maxTogether()) {
            Question question = questions.poll();
            if (question == null) {
                break;
            }
            if (nanoClock.getAsLong() - question.askedNanos() > limits.maxWait().toNanos()) {
                fail(question, overload());
            } else {
                together.add(question);
            }
        }
        return together;
    }

    private void answer(Question question, Optional<Secret> found) {
        running.remove(question.subscriber(), question.answer());
        question.answer().complete(found);
    }

    private void fail(Question question, Throwable failure) {
        running.remove(question.subscriber(), question.answer());
        question.answer().completeExceptionally(failure);
    }

    private RejectedExecutionException overload() {
        long before = overloads.add();
        if (before != LineLimit.NOT_DUE) {
            LOG.warning(
                    "subscribers are looked up slower than they register; a request was answered 503, and {} more"
                            + " since the last such line",
                    before);
        }
        return new RejectedExecutionException("too many requests wait");
    }

    private void noteReachable() {
        if (!reachable.getAndSet(true)) {
            LOG.notice("subscribers can be looked up again");
        }
    }

    /** Says it once, until a lookup succeeds again. */
    private void noteFailure(Throwable failure) {
        if (reachable.getAndSet(false)) {
            String reason = failure instanceof DatabaseException ? failure.getMessage() : failure.toString();
            LOG.error("cannot look subscribers up, answering 503 until it works again: {}", reason);
        }
    }

    /** Stops; whoever still waits gets a failure. */
    @Override
    public void close() {
        // No question is accepted any more before those that wait are failed, so that none is left.
        threads.shutdown();
        RejectedExecutionException stopped = new RejectedExecutionException("stopped");
        running.values().forEach(answer -> answer.completeExceptionally(stopped));
        threads.shutdownNow();
    }

    private static ThreadFactory threadsNamed(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
