package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What tells whether two tables hold the same rows, in whatever order they come. Not thread-safe. */
final class TableDigest {
    private final MessageDigest digest = sha256();
    private long rows;
    private long sum;

    /** Takes a row in, with every column of it. */
    void add(LocationRow row) {
        rows++;
        sum += ByteBuffer.wrap(digest.digest(row.toString().getBytes(StandardCharsets.UTF_8))).getLong();
    }

    /** How many rows were taken in. */
    long rows() {
        return rows;
    }

    /** Whether the same rows were taken in here and there. */
    boolean matches(TableDigest other) {
        return rows == other.rows && sum == other.sum;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
