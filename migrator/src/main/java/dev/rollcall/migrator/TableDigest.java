package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;

/** What tells whether two tables hold the same rows, in whatever order they come. Not thread-safe. */
final class TableDigest {
    private final Fingerprint fingerprint = new Fingerprint();
    private long rows;
    private long sum;

    /** Takes a row in, with every column of it. */
    void add(LocationRow row) {
        rows++;
        sum += fingerprint.of(row.toString());
    }

    /** How many rows were taken in. */
    long rows() {
        return rows;
    }

    /** Whether the same rows were taken in here and there. */
    boolean matches(TableDigest other) {
        return rows == other.rows && sum == other.sum;
    }
}
