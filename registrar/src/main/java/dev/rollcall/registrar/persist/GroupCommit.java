package dev.rollcall.registrar.persist;

import dev.rollcall.location.LocationRow;
import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Pending;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.sql.RowFault;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the rows of many registrations in one transaction. A registration with a row that the database will not take
 * is left out of it as a whole; the others are written without it. For one thread.
 */
final class GroupCommit {
    private static final ServerLog LOG = ServerLog.of("usrloc", "group_commit");

    /** One contact's change, and whose it is. */
    private record Owned(int owner, Contact contact) {}

    private final LocationTable table;
    private final LocationStore store;
    private final ContactRows rows;
    private final boolean useDomain;
    private final InstantSource clock;

    GroupCommit(LocationTable table, LocationStore store, ContactRows rows, boolean useDomain, InstantSource clock) {
        this.table = table;
        this.store = store;
        this.rows = rows;
        this.useDomain = useDomain;
        this.clock = clock;
    }

    /**
     * Commits a group.
     *
     * @param group the registrations; those that were given other IDs are replaced, those left out are removed
     * @return the registrations that were left out
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the group is as it was sent
     */
    List<PendingWrite> run(List<PendingWrite> group) {
        List<PendingWrite> refused = new ArrayList<>();
        while (!group.isEmpty()) {
            NavigableSet<Integer> leftOut = attempt(group);
            if (leftOut.isEmpty()) {
                break;
            }
            // from the last on, so that the places of the others stay
            for (int owner : leftOut.descendingSet()) {
                refused.add(group.remove(owner));
            }
        }
        return refused;
    }

    /** Writes and commits all, or nothing where some have to be left out: then returns which. */
    private NavigableSet<Integer> attempt(List<PendingWrite> group) {
        NavigableSet<Integer> leftOut = new TreeSet<>();
        try (LocationTransaction transaction = store.begin(useDomain)) {
            delete(transaction, group);
            insert(transaction, group, leftOut);
            update(transaction, group, leftOut);
            if (leftOut.isEmpty()) {
                transaction.commit();
            }
        }
        return leftOut;
    }

    private void delete(LocationTransaction transaction, List<PendingWrite> group) {
        long now = clock.instant().getEpochSecond();
        List<Contact> deleted = owned(group, Delete.class).stream().map(Owned::contact).toList();
        transaction.delete(deleted.stream().filter(c -> c.isValid(now)).map(rows::key).toList());
        transaction.deleteExpired(deleted.stream().filter(c -> !c.isValid(now)).map(rows::key).toList(), now);
    }

    private void insert(LocationTransaction transaction, List<PendingWrite> group, Set<Integer> leftOut) {
        List<Owned> inserts = owned(group, Insert.class);
        while (!inserts.isEmpty()) {
            List<Owned> again = new ArrayList<>();
            for (RowFault fault : transaction.insert(rowsOf(inserts))) {
                Owned insert = inserts.get(fault.row());
                if (fault.cause() != RowFault.Cause.KEY_CLASH) {
                    leaveOut(insert, fault, leftOut);
                } else {
                    relabel(group, insert).ifPresentOrElse(again::add, () -> leaveOut(insert, fault, leftOut));
                }
            }
            inserts = again;
        }
    }

    /** The next ID for a contact whose ID is another row's. */
    private Optional<Owned> relabel(List<PendingWrite> group, Owned insert) {
        PendingWrite write = group.get(insert.owner());
        long taken = insert.contact().id();
        LOG.warning("contact ID {} of {} is another row's; taking the next label",
                Long.toUnsignedString(taken), insert.contact().aor());
        List<Change> before = write.pending().changes().changes();
        Optional<Pending> relabelled = table.relabel(write.pending(), taken);
        relabelled.ifPresent(pending -> group.set(insert.owner(), new PendingWrite(pending, write.done())));
        return relabelled.map(pending -> new Owned(
                insert.owner(), pending.changes().changes().get(indexOf(before, insert.contact())).contact()));
    }

    private static int indexOf(List<Change> changes, Contact contact) {
        return changes.stream().map(Change::contact).toList().indexOf(contact);
    }

    private void update(LocationTransaction transaction, List<PendingWrite> group, Set<Integer> leftOut) {
        List<Owned> updates = owned(group, Update.class);
        List<Owned> vanished = new ArrayList<>();
        for (RowFault fault : transaction.update(rowsOf(updates))) {
            if (fault.cause() == RowFault.Cause.NOT_FOUND) {
                vanished.add(updates.get(fault.row()));
            } else {
                leaveOut(updates.get(fault.row()), fault, leftOut);
            }
        }
        // somebody deleted the row of a contact that is still here: it comes back
        for (RowFault fault : transaction.insert(rowsOf(vanished))) {
            leaveOut(vanished.get(fault.row()), fault, leftOut);
        }
    }

    private static void leaveOut(Owned owned, RowFault fault, Set<Integer> leftOut) {
        leftOut.add(owned.owner());
        LOG.error("the database refuses the row of contact {} of {}: {}",
                owned.contact().uri(), owned.contact().aor(), fault.reason());
    }

    private List<LocationRow> rowsOf(List<Owned> contacts) {
        return contacts.stream().map(owned -> rows.toRow(owned.contact())).toList();
    }

    private static List<Owned> owned(List<PendingWrite> group, Class<? extends Change> kind) {
        List<Owned> owned = new ArrayList<>();
        for (int owner = 0; owner < group.size(); owner++) {
            for (Change change : group.get(owner).pending().changes().changes()) {
                if (kind.isInstance(change)) {
                    owned.add(new Owned(owner, change.contact()));
                }
            }
        }
        return owned;
    }
}
