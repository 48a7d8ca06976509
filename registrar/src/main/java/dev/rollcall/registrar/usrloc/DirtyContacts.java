package dev.rollcall.registrar.usrloc;

import dev.rollcall.registrar.usrloc.DirtyContact.Need;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The contacts of a shard whose rows in the database are out of date, one entry each however often they changed. Not
 * thread-safe: the shard's lock guards it, so that an entry and its contact never disagree.
 *
 * <p>An entry that is taken for writing stays known as in flight until it was written or is put back, and changes after
 * the taking make a new entry: what is written is never taken for newer than it is.
 */
final class DirtyContacts {
    private final ContactIndex index;
    private final Map<Long, DirtyContact> dirty = new HashMap<>();
    private final Map<Long, DirtyContact> inFlight = new HashMap<>();

    /** How many entries all shards have together: known without their locks. */
    private final AtomicInteger count;

    /**
     * No dirty contact yet.
     *
     * @param index where the contacts of the shard are as they are now
     * @param count counts the entries of this shard too
     */
    DirtyContacts(ContactIndex index, AtomicInteger count) {
        this.index = index;
        this.count = count;
    }

    /** Whether a row of this ID may be in the database though its contact has gone. */
    boolean contains(long id) {
        return dirty.containsKey(id) || inFlight.containsKey(id);
    }

    void inserted(Contact contact) {
        put(dirty, new DirtyContact(contact, Need.INSERT));
    }

    void updated(Contact contact) {
        DirtyContact known = dirty.get(contact.id());
        Need need = known != null && known.need() == Need.INSERT ? Need.INSERT : Need.UPDATE;
        put(dirty, new DirtyContact(contact, need));
    }

    /** @param expired whether it was not asked to go, but has expired */
    void deleted(Contact contact, boolean expired) {
        DirtyContact known = remove(dirty, contact.id());
        if (known != null && known.need() == Need.INSERT) {
            return;
        }
        // a row that is behind may hold a later expiry than the one the contact had
        boolean clean = known == null && !inFlight.containsKey(contact.id());
        put(dirty, new DirtyContact(contact, expired && clean ? Need.DELETE_EXPIRED : Need.DELETE));
    }

    /** Forgets what a row needs: it turned out to be another's. */
    void forget(long id) {
        remove(dirty, id);
    }

    /** Takes up to {@code limit} entries to be written. */
    void take(int limit, List<DirtyContact> taken) {
        Iterator<DirtyContact> entries = dirty.values().iterator();
        for (int n = 0; n < limit && entries.hasNext(); n++) {
            DirtyContact entry = entries.next();
            entries.remove();
            count.decrementAndGet();
            put(inFlight, entry);
            taken.add(entry);
        }
    }

    void written(long id) {
        remove(inFlight, id);
    }

    /**
     * Makes an entry that was taken dirty again. Its row may be there or not, since a commit that failed may have taken
     * effect: an update finds out.
     */
    void putBack(DirtyContact entry) {
        long id = entry.contact().id();
        remove(inFlight, id);
        DirtyContact newer = dirty.get(id);
        if (newer == null) {
            put(dirty, entry.need() == Need.INSERT ? new DirtyContact(entry.contact(), Need.UPDATE) : entry);
        }
    }

    /** Makes sure that the row of an ID becomes as the contact is: there, or gone. */
    void suspect(Contact last) {
        Contact contact = index.get(last.id());
        if (contact == null) {
            put(dirty, new DirtyContact(last, Need.DELETE));
        } else {
            updated(contact);
        }
    }

    private void put(Map<Long, DirtyContact> entries, DirtyContact entry) {
        if (entries.put(entry.contact().id(), entry) == null) {
            count.incrementAndGet();
        }
    }

    private DirtyContact remove(Map<Long, DirtyContact> entries, long id) {
        DirtyContact removed = entries.remove(id);
        if (removed != null) {
            count.decrementAndGet();
        }
        return removed;
    }
}
