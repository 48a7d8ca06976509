package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The hashes of user name, realm and password (RFC 7616 3.4.2, HA1) of users, in numbers; no name and no password is
 * kept. Bounded in rows, and each row in time; the oldest give way to new ones. Thread-safe: parts with a lock each,
 * and nobody waits for more than a copy inside one.
 */
final class Ha1Table {
    private static final int SECOND_KEY = 0;
    private static final int STORED = 1;
    /** Bit n: there is a hash for the algorithm n; none at all for a user who is gone. */
    private static final int PRESENT = 2;
    private static final int SHA_256 = 3;
    private static final int MD5 = SHA_256 + DigestAlgorithm.SHA_256.bytes() / Long.BYTES;
    private static final int FIELDS = MD5 + DigestAlgorithm.MD5.bytes() / Long.BYTES;

    private final CredentialKey.Maker keys = new CredentialKey.Maker();
    private final RecentRows[] parts;
    private final long ttlNanos;
    private final LongSupplier nanoClock;

    /**
     * An empty table.
     *
     * @param parts a power of two
     * @param rowsPerPart how many rows each part keeps, at about 100 bytes each; it takes the memory when it has them
     * @param ttl how long a row is good for
     */
    Ha1Table(int parts, int rowsPerPart, Duration ttl, LongSupplier nanoClock) {
        this.parts = new RecentRows[parts];
        for (int i = 0; i < parts; i++) {
            this.parts[i] = new RecentRows(FIELDS, rowsPerPart);
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
        RecentRows rows = part(key);
        synchronized (rows) {
            long row = rows.find(key.low());
            if (row == RecentRows.NONE
                    || rows.get(row, SECOND_KEY) != key.high()
                    || (rows.get(row, PRESENT) & bit(algorithm)) == 0
                    || isAged(rows, row)) {
                return false;
            }
            ByteBuffer target = ByteBuffer.wrap(ha1);
            for (int i = 0; i < words(algorithm); i++) {
                target.putLong(rows.get(row, firstWord(algorithm) + i));
            }
            return true;
        }
    }

    /** Remembers the hashes of a user, in hex. */
    void put(CredentialKey key, Map<DigestAlgorithm, String> hashes) {
        RecentRows rows = part(key);
        synchronized (rows) {
            forgetAged(rows);
            // A row that was there before stays behind the new one until its time has come.
            long row = rows.add(key.low());
            rows.set(row, SECOND_KEY, key.high());
            rows.set(row, STORED, nanoClock.getAsLong());
            hashes.forEach((algorithm, hash) -> set(rows, row, algorithm, hash));
        }
    }

    /** Forgets a user, who is gone. */
    void forget(CredentialKey key) {
        RecentRows rows = part(key);
        synchronized (rows) {
            long row = rows.find(key.low());
            if (row != RecentRows.NONE && rows.get(row, SECOND_KEY) == key.high()) {
                rows.set(row, PRESENT, 0);
            }
        }
    }

    private static void set(RecentRows rows, long row, DigestAlgorithm algorithm, String hash) {
        rows.set(row, PRESENT, rows.get(row, PRESENT) | bit(algorithm));
        ByteBuffer source = ByteBuffer.wrap(HexDigits.read(Octets.of(hash)));
        for (int i = 0; i < words(algorithm); i++) {
            rows.set(row, firstWord(algorithm) + i, source.getLong());
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

    private RecentRows part(CredentialKey key) {
        return parts[(int) key.high() & parts.length - 1];
    }

    private static long bit(DigestAlgorithm algorithm) {
        return 1L << algorithm.ordinal();
    }

    private static int firstWord(DigestAlgorithm algorithm) {
        return algorithm == DigestAlgorithm.MD5 ? MD5 : SHA_256;
    }

    private static int words(DigestAlgorithm algorithm) {
        return algorithm.bytes() / Long.BYTES;
    }
}
