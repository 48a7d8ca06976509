package dev.rollcall.registrar.persist;

import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.preload.Preload;
import dev.rollcall.preload.ReadAhead;
import dev.rollcall.preload.Reading;
import dev.rollcall.preload.RowSource;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.sql.LocationStore;
import java.time.ZoneId;

/** Fills the location table from the database before anything is served. */
public final class TableLoader {
    private final LocationStore store;
    private final ContactRows contacts;

    /** @param zone the zone of {@code last_modified} */
    public TableLoader(LocationStore store, boolean useDomain, ZoneId zone) {
        this.store = store;
        this.contacts = new ContactRows(useDomain, zone);
    }

    /**
     * Streams the rows through the checks of preload, into the table those that pass. The IDs of all others are
     * reserved: those rows stay in the database as they are, and no new contact may want their keys.
     *
     * @param survey counts the IDs of all rows, on the thread that reads them
     * @throws dev.rollcall.sql.DatabaseException when the database fails, also in the middle
     */
    public Reading load(Preload preload, IdSurvey survey, LocationTable table, LabelAllocator labels) {
        RowSource surveyed = rows -> store.scan(row -> {
            survey.add(row.contactId(), row.username(), row.domain());
            rows.accept(row);
        });
        return preload.read(
                new ReadAhead(surveyed),
                row -> {
                    labels.reserveLabel(row.contactId());
                    table.load(contacts.toContact(row));
                },
                row -> {
                    if (row.contactId() != null) {
                        labels.reserve(row.contactId());
                    }
                });
    }
}
