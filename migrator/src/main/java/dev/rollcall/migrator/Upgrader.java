package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.sql.RowFault;
import dev.rollcall.sql.TableUpgrade;
import java.time.ZoneId;
import java.util.List;

/** Carries the rows of an old table over into a new one, and has the two swapped once every row is there. */
final class Upgrader {
    /** Rows of one transaction. */
    private static final int CHUNK_ROWS = 1000;

    private final ZoneId zone;
    private final Progress progress;

    /** @param zone the zone of the old {@code expires} */
    Upgrader(ZoneId zone, Progress progress) {
        this.zone = zone;
        this.progress = progress;
    }

    /**
     * Does what was planned. The caller holds the table's lock.
     *
     * @throws RefusedException when a row is not taken or the table is written meanwhile; the new table is gone then
     * @throws dev.rollcall.sql.DatabaseException when the database fails; another run begins anew
     */
    void apply(UpgradePlan plan) {
        TableUpgrade tables = plan.tables();
        tables.begin();
        try {
            TableDigest written = copy(plan);
            requireUnchanged(plan, digest(tables.source(zone), "reading the old table again", written.rows()));
            requireWritten(written, digest(tables.work(zone), "reading the new table", written.rows()));
        } catch (RefusedException e) {
            tables.discard();
            throw e;
        }
        tables.swap();
    }

    private TableDigest copy(UpgradePlan plan) {
        LocationStore source = plan.tables().source(zone);
        LocationStore work = plan.tables().work(zone);
        RowUpgrade rowUpgrade = plan.rowUpgrade();
        TableDigest written = new TableDigest();
        progress.start("carrying rows over", plan.survey().rows());
        List<LocationRow> page = source.page(null, CHUNK_ROWS);
        while (!page.isEmpty()) {
            List<LocationRow> chunk = page.stream().map(rowUpgrade::upgraded).toList();
            write(work, chunk);
            chunk.forEach(written::add);
            progress.advanceTo(written.rows());
            page = source.page(page.get(page.size() - 1).contactId(), CHUNK_ROWS);
        }
        progress.end();
        return written;
    }

    private static void write(LocationStore work, List<LocationRow> chunk) {
        List<RowFault> faults;
        try (LocationTransaction transaction = work.begin(true)) {
            faults = transaction.insert(chunk);
            transaction.commit();
        }
        if (!faults.isEmpty()) {
            RowFault fault = faults.get(0);
            throw new RefusedException("the database does not take a row into the new table: "
                    + RowSample.of(chunk.get(fault.row())).describe() + ": " + fault.reason()
                    + "; correct or delete it in the old table and run this again");
        }
    }

    private TableDigest digest(LocationStore store, String activity, long rows) {
        TableDigest digest = new TableDigest();
        progress.start(activity, rows);
        store.scan(row -> {
            digest.add(row);
            progress.advance();
        });
        progress.end();
        return digest;
    }

    private static void requireUnchanged(UpgradePlan plan, TableDigest now) {
        if (!plan.rows().digest().matches(now)) {
            throw new RefusedException("something has written the table meanwhile, " + plan.survey().rows()
                    + " rows before and " + now.rows() + " now; stop what writes it and run this again");
        }
    }

    private static void requireWritten(TableDigest written, TableDigest read) {
        if (!written.matches(read)) {
            throw new RefusedException("the new table does not give back what was written to it, " + written.rows()
                    + " rows written and " + read.rows() + " read; the old table stays in its place");
        }
    }
}
