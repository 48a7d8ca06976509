package dev.rollcall.repair;

import dev.rollcall.location.LocationRow;
import dev.rollcall.octets.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What tells whether two tables hold the same rows apart from their IDs, in whatever order they come. Not thread-safe.
 */
public final class ColumnDigest {
    /** Fixed: the digest is compared with that of another day. */
    private static final long KEY = 0x526f_6c6c_6361_6c6cL;

    private long rows;
    private long sum;

    /** Takes a row in, with every column of it but its ID. */
    public void add(LocationRow row) {
        SipHash hash = SipHash.of64(KEY, ~KEY);
        byte[] bytes = row.withContactId(0).toString().getBytes(StandardCharsets.UTF_8);
        hash.add(bytes, 0, bytes.length);
        rows++;
        sum += hash.value();
    }

    /** How many rows were taken in. */
    public long rows() {
        return rows;
    }

    /** The digest, the number of rows included. */
    public String text() {
        return String.format(Locale.ROOT, "%d:%016x", rows, sum);
    }
}
