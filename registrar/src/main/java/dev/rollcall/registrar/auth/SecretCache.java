package dev.rollcall.registrar.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Secrets looked up a short time ago; the oldest give way to new ones. Thread-safe. */
final class SecretCache {
    private final long ttlNanos;
    private final LongSupplier nanoClock;
    private final Map<Subscriber, Entry> entries;

    SecretCache(int maxEntries, Duration ttl, LongSupplier nanoClock) {
        this.ttlNanos = ttl.toNanos();
        this.nanoClock = nanoClock;
        this.entries = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Subscriber, Entry> eldest) {
                return size() > maxEntries;
            }
        };
    }

    synchronized Optional<Secret> get(Subscriber subscriber) {
        Entry entry = entries.get(subscriber);
        boolean fresh = entry != null && nanoClock.getAsLong() - entry.storedNanos < ttlNanos;
        return fresh ? Optional.of(entry.secret) : Optional.empty();
    }

    /** Remembers what a lookup found; a subscriber that is gone is forgotten. */
    synchronized void put(Subscriber subscriber, Optional<Secret> found) {
        entries.remove(subscriber);
        found.ifPresent(secret -> entries.put(subscriber, new Entry(secret, nanoClock.getAsLong())));
    }

    private record Entry(Secret secret, long storedNanos) {}
}
