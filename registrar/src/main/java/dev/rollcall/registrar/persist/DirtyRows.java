package dev.rollcall.registrar.persist;

import dev.rollcall.location.LocationRow;
import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.DirtyContact;
import dev.rollcall.registrar.usrloc.DirtyContact.Need;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.sql.RowFault;
import dev.rollcall.sql.RowKey;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/**
 * Brings the database up to what the table says of its dirty contacts. For one thread.
 *
 * <p>Only rows known to be ours are updated or deleted, by ID and username; a new contact is inserted, and one whose ID
 * is another row's is given the next label. What a transaction could not write is dirty again.
 */
final class DirtyRows {
    private static final ServerLog LOG = ServerLog.of("usrloc", "flush");
    /**
     * Rows a transaction, which is what one commit makes durable. In the order of their keys rows that are neighbours
     * in the table come together, the more of them the more there are.
     */
    static final int TRANSACTION_ROWS = 50_000;
    private static final Comparator<DirtyContact> BY_KEY = Comparator.comparingLong(dirty -> dirty.contact().id());

    private final LocationTable table;
    private final LocationStore store;
    private final ContactRows rows;
    private final boolean useDomain;
    private final InstantSource clock;

    DirtyRows(LocationTable table, LocationStore store, ContactRows rows, boolean useDomain, InstantSource clock) {
        this.table = table;
        this.store = store;
        this.rows = rows;
        this.useDomain = useDomain;
        this.clock = clock;
    }

    /**
     * Writes one transaction's worth.
     *
     * @return whether there was anything to write
     * @throws dev.rollcall.sql.DatabaseException when the database fails; everything taken is dirty again
     */
    boolean flush() {
        List<DirtyContact> batch = table.takeDirty(TRANSACTION_ROWS).stream().sorted(BY_KEY).toList();
        if (batch.isEmpty()) {
            return false;
        }
        List<Contact> inserts = contacts(batch, Need.INSERT);
        List<Contact> updates = contacts(batch, Need.UPDATE);
        List<RowFault> insertFaults;
        List<RowFault> updateFaults;
        try (LocationTransaction transaction = store.begin(useDomain)) {
            transaction.delete(keys(batch, Need.DELETE));
            transaction.deleteExpired(keys(batch, Need.DELETE_EXPIRED), clock.instant().getEpochSecond());
            insertFaults = transaction.insert(rows(inserts));
            updateFaults = transaction.update(rows(updates));
            transaction.commit();
        } catch (RuntimeException e) {
            // whether a failed commit took effect is not known, so every row is looked for before it is inserted again
            table.putBack(batch);
            throw e;
        }
        table.written(batch);
        insertFaults.forEach(fault -> mendInsert(inserts.get(fault.row()), fault));
        updateFaults.forEach(fault -> mendUpdate(updates.get(fault.row()), fault));
        return true;
    }

    private void mendInsert(Contact contact, RowFault fault) {
        if (fault.cause() != RowFault.Cause.KEY_CLASH) {
            refuse(contact, fault);
            return;
        }
        LOG.warning("contact ID {} of {} is another row's; taking the next label",
                Long.toUnsignedString(contact.id()), contact.aor());
        table.relabel(contact.id());
    }

    private void mendUpdate(Contact contact, RowFault fault) {
        if (fault.cause() == RowFault.Cause.NOT_FOUND) {
            table.rowVanished(contact.id());
        } else {
            refuse(contact, fault);
        }
    }

    /** The same row will never be accepted: it is tried again with the contact's next refresh, not before. */
    private static void refuse(Contact contact, RowFault fault) {
        LOG.error("the database refuses the row of contact {} of {}: {}", contact.uri(), contact.aor(), fault.reason());
    }

    private List<LocationRow> rows(List<Contact> contacts) {
        return contacts.stream().map(rows::toRow).toList();
    }

    private List<RowKey> keys(List<DirtyContact> batch, Need need) {
        return contacts(batch, need).stream().map(rows::key).toList();
    }

    private static List<Contact> contacts(List<DirtyContact> batch, Need need) {
        return batch.stream().filter(dirty -> dirty.need() == need).map(DirtyContact::contact).toList();
    }
}
