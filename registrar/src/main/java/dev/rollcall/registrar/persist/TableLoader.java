package dev.rollcall.registrar.persist;

import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.preload.Preload;
import dev.rollcall.preload.PreloadSummary;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.sql.LocationStore;
import java.time.ZoneId;

/** Fills the location table from the database before anything is served. */
public final class TableLoader {
    private final LocationStore store;
    private final ContactRows rows;

    /** @param zone the zone of {@code last_modified} */
    public TableLoader(LocationStore store, boolean useDomain, ZoneId zone) {
        this.store = store;
        this.rows = new ContactRows(useDomain, zone);
    }

    /**
     * Streams the rows through the checks of preload, into the table those that pass. The IDs of all others are
     * reserved: those rows stay in the database as they are, and no new contact may want their keys.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails, also in the middle
     */
    public PreloadSummary load(Preload preload, LocationTable table, LabelAllocator labels) {
        return preload.run(
                store::scan,
                row -> {
                    labels.reserveLabel(row.contactId());
                    table.load(rows.toContact(row));
                },
                row -> {
                    if (row.contactId() != null) {
                        labels.reserve(row.contactId());
                    }
                });
    }
}
