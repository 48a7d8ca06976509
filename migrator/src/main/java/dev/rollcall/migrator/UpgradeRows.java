package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;

/** What is to be said of an old table's rows before they are carried over. Not thread-safe. */
final class UpgradeRows {
    private final long now;
    private final TableDigest digest = new TableDigest();
    private final Finding<String> faults = new Finding<>();
    private long permanent;
    private long expired;
    private long withoutDomain;
    private long emptyDomains;

    /** @param now unix seconds */
    UpgradeRows(long now) {
        this.now = now;
    }

    /** Takes a row in. */
    void add(LocationRow row) {
        digest.add(row);
        RowUpgrade.fault(row).ifPresent(fault -> faults.add(() -> RowSample.of(row).describe() + ": " + fault));
        if (row.expires() != null) {
            permanent += row.expires() == 0 ? 1 : 0;
            expired += row.expires() != 0 && row.expires() <= now ? 1 : 0;
        }
        emptyDomains += row.domain() != null && row.domain().isEmpty() ? 1 : 0;
        withoutDomain += row.domain() == null || row.domain().isEmpty() ? 1 : 0;
    }

    /** The rows that were read. */
    TableDigest digest() {
        return digest;
    }

    /** Rows that cannot be carried over, each with its reason. */
    Finding<String> faults() {
        return faults;
    }

    /** How many rows never expire. */
    long permanent() {
        return permanent;
    }

    /** How many rows have expired. */
    long expired() {
        return expired;
    }

    /** How many rows have a domain of '' or NULL. */
    long withoutDomain() {
        return withoutDomain;
    }

    /** How many rows have a domain of ''. */
    long emptyDomains() {
        return emptyDomains;
    }
}
