package dev.rollcall.registrar.register;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The answers of the last seconds, so that a retransmission gets the same one again and changes nothing: as much of
 * RFC 3261 17.2.2 as a registrar needs. Bounded in entries, bytes and time; the oldest goes first. Safe for any thread.
 */
final class RetransmissionCache {
    /** RFC 3261 17.2.2: timer J, 64 times T1. */
    private static final long LIFETIME_NANOS = 32_000_000_000L;
    /** About what an entry costs besides its key and its answer. */
    private static final int ENTRY_BYTES = 200;

    /**
     * An answer that was sent.
     *
     * @param message the whole message; not to be changed
     * @param port where to, on the source's address
     */
    record Answer(byte[] message, int port) {}

    /**
     * A request that came before.
     *
     * @param answer nothing while it is being worked on
     */
    record Earlier(Optional<Answer> answer) {}

    private record Entry(long since, Earlier earlier) {}

    private final int maxEntries;
    private final long maxBytes;
    private final LongSupplier nanoTime;
    /**
     * In the order of arrival. The keys are Strings because senders choose them: their collisions do not degrade the
     * map.
     */
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /** @param nanoTime {@link System#nanoTime}, or a clock that a test moves */
    RetransmissionCache(int maxEntries, long maxBytes, LongSupplier nanoTime) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
    }

    /** Takes note of a request; returns the one that it repeats, if any. */
    synchronized Optional<Earlier> begin(String key) {
        long now = nanoTime.getAsLong();
        dropOldest(now);
        Entry entry = entries.get(key);
        if (entry != null) {
            return Optional.of(entry.earlier());
        }
        put(key, new Entry(now, new Earlier(Optional.empty())));
        dropOldest(now);
        return Optional.empty();
    }

    /** Remembers the answer to a request, unless there was no room to remember the request so long. */
    synchronized void answered(String key, Answer answer) {
        Entry entry = entries.get(key);
        if (entry != null) {
            bytes -= size(key, entry);
            put(key, new Entry(entry.since(), new Earlier(Optional.of(answer))));
            dropOldest(nanoTime.getAsLong());
        }
    }

    private void put(String key, Entry entry) {
        entries.put(key, entry);
        bytes += size(key, entry);
    }

    private void dropOldest(long now) {
        Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Entry> entry = oldest.next();
            boolean aged = now - entry.getValue().since() >= LIFETIME_NANOS;
            if (!aged && entries.size() <= maxEntries && bytes <= maxBytes) {
                return;
            }
            bytes -= size(entry.getKey(), entry.getValue());
            oldest.remove();
        }
    }

    private static long size(String key, Entry entry) {
        return ENTRY_BYTES + key.length() + entry.earlier().answer().map(answer -> answer.message().length).orElse(0);
    }
}
