package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The hashes of user name, realm and password (RFC 7616 3.4.2, HA1) of users, in numbers; no name and no password is
 * kept. Bounded in rows, and each row in time; the oldest give way to new ones. Thread-safe: parts with a lock each,
 * and nobody waits for more than a copy inside one.
 *
 * <p>Each algorithm has rows of its own, so that one that nobody uses takes no room between those of the other.
 */
final class Ha1Table {
    private static final DigestAlgorithm[] ALGORITHMS = DigestAlgorithm.values();
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int SECOND_KEY = 0;
    private static final int STORED = 1;
    private static final int HASH = 2;
    /** Instead of the second half of a key: the user is gone. */
    private static final long GONE = 0;

    private final CredentialKey.Maker keys = new CredentialKey.Maker();
    private final RecentRows[][] parts;
    private final long ttlNanos;
    private final LongSupplier nanoClock;

    /**
     * An empty table.
     *
     * @param parts a power of two
     * @param rowsPerPart how many rows of each algorithm a part keeps, at 64 to 80 bytes each; it takes the memory when
     *     it has them
     * @param ttl how long a row is good for
     */
    Ha1Table(int parts, int rowsPerPart, Duration ttl, LongSupplier nanoClock) {
        this.parts = new RecentRows[ALGORITHMS.length][parts];
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            for (int i = 0; i < parts; i++) {
                this.parts[algorithm.ordinal()][i] = new RecentRows(HASH + words(algorithm), rowsPerPart, 0);
            }
        }
        this.ttlNanos = ttl.toNanos();
        this.nanoClock = nanoClock;
    }

    /** An empty table that keeps as many rows as there will be, for ever. */
    static Ha1Table ofAll(int rows) {
        return new Ha1Table(1, rows, Duration.ofNanos(Long.MAX_VALUE), () -> 0);
    }

    /** The key of a user name in a realm, both byte for byte; good for this table only. */
    CredentialKey key(Octets username, Octets realm) {
        return keys.of(username, realm);
    }

    /**
     * Reads a hash.
     *
     * @param ha1 gets it; as long as the longest hash
     * @return whether there is one that is still good
     */
    boolean read(CredentialKey key, DigestAlgorithm algorithm, byte[] ha1) {
        RecentRows rows = part(key, algorithm);
        synchronized (rows) {
            long row = rows.find(key.low());
            if (row == RecentRows.NONE || rows.get(row, SECOND_KEY) != key.high() || isAged(rows, row)) {
                return false;
            }
            for (int i = 0; i < words(algorithm); i++) {
                WORD.set(ha1, i * Long.BYTES, rows.get(row, HASH + i));
            }
            return true;
        }
    }

    /** Remembers the hashes of a user, in hex. */
    void put(CredentialKey key, Map<DigestAlgorithm, String> hashes) {
        hashes.forEach((algorithm, hash) -> put(key, algorithm, HexDigits.read(Octets.of(hash))));
    }

    private void put(CredentialKey key, DigestAlgorithm algorithm, byte[] ha1) {
        RecentRows rows = part(key, algorithm);
        synchronized (rows) {
            forgetAged(rows);
            // A row that was there before stays behind the new one until its time has come.
            long row = rows.add(key.low());
            rows.set(row, SECOND_KEY, key.high());
            rows.set(row, STORED, nanoClock.getAsLong());
            for (int i = 0; i < words(algorithm); i++) {
                rows.set(row, HASH + i, (long) WORD.get(ha1, i * Long.BYTES));
            }
        }
    }

    /** Forgets a user, who is gone. */
    void forget(CredentialKey key) {
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            RecentRows rows = part(key, algorithm);
            synchronized (rows) {
                long row = rows.find(key.low());
                if (row != RecentRows.NONE) {
                    rows.set(row, SECOND_KEY, GONE);
                }
            }
        }
    }

    private void forgetAged(RecentRows rows) {
        while (rows.size() > 0 && isAged(rows, rows.oldest())) {
            rows.forgetOldest();
        }
    }

    private boolean isAged(RecentRows rows, long row) {
        return nanoClock.getAsLong() - rows.get(row, STORED) >= ttlNanos;
    }

    private RecentRows part(CredentialKey key, DigestAlgorithm algorithm) {
        RecentRows[] rows = parts[algorithm.ordinal()];
        return rows[(int) key.high() & rows.length - 1];
    }

    private static int words(DigestAlgorithm algorithm) {
        return algorithm.bytes() / Long.BYTES;
    }
}
