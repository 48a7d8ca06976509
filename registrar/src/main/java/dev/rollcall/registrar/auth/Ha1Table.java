package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.octets.SipHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The hashes of user name, realm and password (RFC 7616 3.4.2, HA1) of users, in numbers; no name and no password is
 * kept. Bounded in users and in time. Thread-safe: parts with a lock each, and nobody waits for more than a copy inside
 * one.
 *
 * <p>A keyed hash stands for user name and realm. Should two have one, one of them is checked against the other's
 * secret, which proves nothing to either, and is looked up again.
 */
final class Ha1Table {
    private static final DigestAlgorithm[] ALGORITHMS = DigestAlgorithm.values();
    private static final byte END = '\n';

    private final long key0;
    private final long key1;
    private final Ha1Slots[][] parts;
    private final LongSupplier nanoClock;

    /**
     * An empty table.
     *
     * @param parts a power of two, 64 at most
     * @param slotsPerPart a power of two: room for hashes of each algorithm in a part, at 32 to 48 bytes each; the
     *     memory is taken when it is needed
     * @param ttl how long a hash is good for
     */
    Ha1Table(int parts, int slotsPerPart, Duration ttl, LongSupplier nanoClock) {
        SecureRandom random = new SecureRandom();
        this.key0 = random.nextLong();
        this.key1 = random.nextLong();
        this.parts = new Ha1Slots[ALGORITHMS.length][parts];
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            for (int i = 0; i < parts; i++) {
                this.parts[algorithm.ordinal()][i] = new Ha1Slots(algorithm, slotsPerPart, ttl.toNanos());
            }
        }
        this.nanoClock = nanoClock;
    }

    /** An empty table that keeps all hashes that there will be, for ever. */
    static Ha1Table unbounded() {
        return new Ha1Table(1, 1 << 28, Duration.ofNanos(Long.MAX_VALUE), () -> 0);
    }

    /**
     * What stands for a user name in a realm, both byte for byte, in this table.
     *
     * @param username without control characters
     */
    long key(Octets username, Octets realm) {
        SipHash hash = SipHash.of64(key0, key1);
        hash.add(username.array(), username.from(), username.to());
        hash.add(END);
        hash.add(realm.array(), realm.from(), realm.to());
        long key = hash.value();
        return key == 0 ? 1 : key;
    }

    /**
     * Reads a hash.
     *
     * @param ha1 gets it; as long as the longest hash
     * @return whether there is one that is still good
     */
    boolean read(long key, DigestAlgorithm algorithm, byte[] ha1) {
        Ha1Slots part = part(key, algorithm);
        long now = nanoClock.getAsLong();
        synchronized (part) {
            return part.read(key, now, ha1);
        }
    }

    /** Remembers the hashes of a user, in hex. */
    void put(long key, Map<DigestAlgorithm, String> hashes) {
        hashes.forEach((algorithm, hash) -> {
            Ha1Slots part = part(key, algorithm);
            long now = nanoClock.getAsLong();
            synchronized (part) {
                part.put(key, now, Octets.of(hash));
            }
        });
    }

    /** Forgets a user, who is gone. */
    void forget(long key) {
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            Ha1Slots part = part(key, algorithm);
            long now = nanoClock.getAsLong();
            synchronized (part) {
                part.forget(key, now);
            }
        }
    }

    /** By a key's highest bits; its lowest tell the slot. */
    private Ha1Slots part(long key, DigestAlgorithm algorithm) {
        Ha1Slots[] ofAlgorithm = parts[algorithm.ordinal()];
        return ofAlgorithm[(int) (key >>> Long.SIZE - 6) & ofAlgorithm.length - 1];
    }
}
