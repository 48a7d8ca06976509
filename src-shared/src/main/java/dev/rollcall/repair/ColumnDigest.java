package dev.rollcall.repair;

import dev.rollcall.location.LocationRow;
import dev.rollcall.octets.SipHash;
import dev.rollcall.sql.JournalRun;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * What tells whether two tables hold the same rows apart from their IDs, in whatever order they come. Not thread-safe.
 */
public final class ColumnDigest {
    /** Fixed: the digest is compared with that of another day. */
    private static final long KEY = 0x526f_6c6c_6361_6c6cL;
    private static final byte NULL = 0;
    private static final byte VALUE = 1;

    private final boolean withDomains;
    private final SipHash hash = SipHash.of64(KEY, ~KEY);
    private long rows;
    private long sum;

    /** A digest of every column but the ID. */
    public ColumnDigest() {
        this(true);
    }

    private ColumnDigest(boolean withDomains) {
        this.withDomains = withDomains;
    }

    /** A digest of what such a run leaves alone. */
    public static ColumnDigest of(JournalRun.Work work) {
        return new ColumnDigest(work != JournalRun.Work.SET_DOMAIN);
    }

    /** Takes a row in. */
    public void add(LocationRow row) {
        hash.restart();
        add(row.username());
        add(withDomains ? row.domain() : null);
        add(row.contact());
        add(row.received());
        add(row.path());
        add(row.expires());
        add(row.q() == null ? null : (Long) Double.doubleToLongBits(row.q()));
        add(row.callId());
        add(row.cseq());
        add(row.lastModified());
        add(row.flags());
        add(row.cflags());
        add(row.userAgent());
        add(row.socket());
        add(row.methods());
        add(row.sipInstance());
        add(row.kvStore());
        add(row.attr());
        rows++;
        sum += hash.value();
    }

    private boolean isNull(Object value) {
        hash.add(value == null ? NULL : VALUE);
        return value == null;
    }

    private void add(String text) {
        if (!isNull(text)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hash.addWord(bytes.length);
            hash.add(bytes, 0, bytes.length);
        }
    }

    private void add(Number number) {
        if (!isNull(number)) {
            hash.addWord(number.longValue());
        }
    }

    private void add(LocalDateTime time) {
        if (!isNull(time)) {
            hash.addWord(time.toEpochSecond(ZoneOffset.UTC));
            hash.addWord(time.getNano());
        }
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
