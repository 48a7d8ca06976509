package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.RequestKey;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The answers of the last seconds, so that a retransmission gets the same one again and changes nothing: as much of
 * RFC 3261 17.2.2 as a registrar needs. Bounded in entries, bytes and time; the oldest goes first. NOT thread-safe: each
 * thread that serves sockets has its own, since a retransmission comes to the socket that its request came to.
 *
 * <p>It keeps no object a request, only numbers and bytes in arrays that are used again: what lives for 32 seconds
 * would cost the collector more than it costs to answer.
 */
final class RetransmissionCache {
    /** RFC 3261 17.2.2: timer J, 64 times T1. */
    static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(32);

    /**
     * An answer that was sent.
     *
     * @param message the whole message
     * @param port where to, on the source's address
     */
    record Answer(byte[] message, int port) {}

    /**
     * A request that came before.
     *
     * @param answer nothing while it is being worked on
     */
    record Earlier(Optional<Answer> answer) {}

    private final LongSupplier nanoTime;
    private final RequestLog requests;
    private final AnswerLog answers;
    /** When the last request came; near enough for the answers that are sent until the next one comes. */
    private long now;

    /**
     * An empty cache.
     *
     * @param maxBytes of answers, in whole chunks of {@link AnswerLog#CHUNK_BYTES}
     * @param nanoTime {@link System#nanoTime}, or a clock that a test moves
     */
    RetransmissionCache(int maxEntries, long maxBytes, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        requests = new RequestLog(maxEntries);
        answers = new AnswerLog((int) ((maxBytes + AnswerLog.CHUNK_BYTES - 1) / AnswerLog.CHUNK_BYTES));
    }

    /** Takes note of a request; returns the one that it repeats, if any. */
    Optional<Earlier> begin(RequestKey key) {
        now = nanoTime.getAsLong();
        requests.forgetAged(now);
        answers.forgetAged(now);
        long request = requests.find(key);
        if (request == RequestLog.NONE || answers.isForgotten(requests.answer(request))) {
            requests.add(key, now);
            return Optional.empty();
        }
        return Optional.of(new Earlier(answers.get(requests.answer(request))));
    }

    /**
     * Remembers the answer to a request, unless there was no room to remember the request so long.
     *
     * @param bytes the caller's array, at whose start the answer stands
     * @param port where it goes, on the source's address
     */
    void answered(RequestKey key, byte[] bytes, int length, int port) {
        long request = requests.find(key);
        if (request != RequestLog.NONE) {
            requests.setAnswer(request, answers.add(bytes, length, port, now));
        }
    }
}
