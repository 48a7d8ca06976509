package dev.rollcall.migrator;

import dev.rollcall.spill.RecordCursor;
import dev.rollcall.spill.RecordSorter;
import dev.rollcall.spill.RecordText;
import dev.rollcall.spill.SpillDirectory;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Brings rows without a domain together with the domains that their users have somewhere, however many there are of
 * either. Names are compared byte by byte, as OpenSIPS does. Not thread-safe.
 */
final class DomainFills implements AutoCloseable {
    private static final int MEMORY_BYTES = 32 << 20;
    private static final byte DOMAIN = 0;
    private static final byte ROW = 1;
    /** More domains of one user than are ever shown. */
    private static final int MAX_DOMAINS = 5;

    /** Takes a row of which the domain is looked for. */
    @FunctionalInterface
    interface Match {
        /**
         * @param oldDomain the domain column as it is, empty or {@code null}
         * @param domains what its user has: none, one, or the first few of several
         */
        void row(long contactId, String username, String oldDomain, Set<String> domains);
    }

    private final RecordSorter sorter;

    DomainFills(SpillDirectory directory) {
        sorter = new RecordSorter(directory, MEMORY_BYTES);
    }

    /** A user has a domain. */
    void addDomain(String username, String domain) {
        ByteBuffer record = record(username, RecordText.maxBytes(domain));
        record.put(DOMAIN);
        RecordText.put(record, domain);
        sorter.add(record.flip());
    }

    /** A row of a user has none. @param domain the column as it is, empty or {@code null} */
    void addRow(long contactId, String username, String domain) {
        ByteBuffer record = record(username, Long.BYTES + RecordText.maxBytes(domain));
        record.put(ROW).putLong(contactId);
        RecordText.put(record, domain);
        sorter.add(record.flip());
    }

    private static ByteBuffer record(String username, int more) {
        ByteBuffer record = ByteBuffer.allocate(RecordText.maxBytes(username) + 1 + more);
        RecordText.put(record, username);
        return record;
    }

    /** Hands over every row, once. */
    void forEachRow(Match match) {
        RecordCursor sorted = sorter.sorted();
        String user = null;
        Set<String> domains = new LinkedHashSet<>();
        for (ByteBuffer next = sorted.next(); next != null; next = sorted.next()) {
            String username = RecordText.get(next);
            if (!username.equals(user)) {
                user = username;
                domains.clear();
            }
            if (next.get() == ROW) {
                match.row(next.getLong(), username, RecordText.get(next), domains);
            } else if (domains.size() < MAX_DOMAINS) {
                domains.add(RecordText.get(next));
            }
        }
    }

    @Override
    public void close() {
        sorter.close();
    }
}
