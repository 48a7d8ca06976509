package dev.rollcall.registrar.usrloc;

import dev.rollcall.registrar.usrloc.DirtyContact.Need;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The contacts of a shard whose rows in the database are out of date, one entry each however often they changed. Not
 * thread-safe: the shard's lock guards it, so that an entry and its contact never disagree.
 *
 * <p>What the row of a contact needs stands in the contact's block, with its place in the list of those that need
 * something; those that have gone are remembered here as they were.
 *
 * <p>An entry that is taken for writing stays known as in flight until it was written or is put back, and changes after
 * the taking make a new entry: what is written is never taken for newer than it is.
 */
final class DirtyContacts {
    private static final int SMALLEST = 16;

    private static final int CLEAN = 0;
    private static final int INSERT = 1;
    private static final int UPDATE = 2;
    private static final int NEED_MASK = 3;
    private static final int NEED_BITS = 2;

    private final ContactBlocks contacts;
    private final ContactIndex index;
    /** Contacts that are there, in no order. */
    private int[] dirty = new int[SMALLEST];
    private int dirtySize;
    /** Where the next is taken: goes round, so that each has its turn under any load. */
    private int nextTaken;
    private final Map<Long, DirtyContact> gone = new HashMap<>();
    private final Set<Long> inFlight = new HashSet<>();

    /** How many entries all shards have together: known without their locks. */
    private final AtomicInteger count;

    /**
     * No dirty contact yet.
     *
     * @param index where the contacts of the shard are as they are now
     * @param count counts the entries of this shard too
     */
    DirtyContacts(ContactBlocks contacts, ContactIndex index, AtomicInteger count) {
        this.contacts = contacts;
        this.index = index;
        this.count = count;
    }

    /** Whether a row of this ID may be in the database though its contact has gone. */
    boolean contains(long id) {
        return gone.containsKey(id) || inFlight.contains(id);
    }

    void inserted(int contact) {
        mark(contact, INSERT);
    }

    void updated(int contact) {
        mark(contact, need(contact) == INSERT ? INSERT : UPDATE);
    }

    /**
     * A contact goes; it is still there.
     *
     * @param expired whether it was not asked to go, but has expired
     */
    void deleted(int contact, boolean expired) {
        int known = need(contact);
        forget(contact);
        if (known == INSERT) {
            return;
        }
        // a row that is behind may hold a later expiry than the one the contact had
        boolean clean = known == CLEAN && !inFlight.contains(contacts.id(contact));
        putGone(new DirtyContact(
                contacts.toContact(contact), expired && clean ? Need.DELETE_EXPIRED : Need.DELETE));
    }

    /** Forgets what the row of a contact needs. */
    void forget(int contact) {
        if (need(contact) == CLEAN) {
            return;
        }
        int place = place(contact);
        int last = dirty[--dirtySize];
        dirty[place] = last;
        put(last, need(last), place);
        contacts.setDirty(contact, CLEAN);
        count.decrementAndGet();
    }

    /** Forgets what the row of an ID needs: it turned out to be another's. */
    void forgetRow(long id) {
        int contact = index.get(id);
        if (contact != Blocks.NONE) {
            forget(contact);
        } else if (gone.remove(id) != null) {
            count.decrementAndGet();
        }
    }

    /** A contact's block is another now. */
    void moved(int contact) {
        if (need(contact) != CLEAN) {
            dirty[place(contact)] = contact;
        }
    }

    /** Takes up to {@code limit} entries to be written. */
    void take(int limit, List<DirtyContact> taken) {
        int left = limit;
        Iterator<DirtyContact> entries = gone.values().iterator();
        for (; left > 0 && entries.hasNext(); left--) {
            DirtyContact entry = entries.next();
            entries.remove();
            count.decrementAndGet();
            take(entry, taken);
        }
        for (; left > 0 && dirtySize > 0; left--) {
            nextTaken = nextTaken < dirtySize ? nextTaken : 0;
            int contact = dirty[nextTaken++];
            Need need = need(contact) == INSERT ? Need.INSERT : Need.UPDATE;
            forget(contact);
            take(new DirtyContact(contacts.toContact(contact), need), taken);
        }
    }

    private void take(DirtyContact entry, List<DirtyContact> taken) {
        if (inFlight.add(entry.contact().id())) {
            count.incrementAndGet();
        }
        taken.add(entry);
    }

    void written(long id) {
        if (inFlight.remove(id)) {
            count.decrementAndGet();
        }
    }

    /**
     * Makes an entry that was taken dirty again. Its row may be there or not, since a commit that failed may have taken
     * effect: an update finds out.
     */
    void putBack(DirtyContact entry) {
        long id = entry.contact().id();
        written(id);
        int contact = index.get(id);
        if (contact != Blocks.NONE) {
            if (need(contact) == CLEAN) {
                mark(contact, UPDATE);
            }
        } else if (!gone.containsKey(id)) {
            boolean deletes = entry.need() == Need.DELETE || entry.need() == Need.DELETE_EXPIRED;
            putGone(deletes ? entry : new DirtyContact(entry.contact(), Need.DELETE));
        }
    }

    /** Makes sure that the row of an ID becomes as the contact is: there, or gone. */
    void suspect(Contact last) {
        int contact = index.get(last.id());
        if (contact == Blocks.NONE) {
            putGone(new DirtyContact(last, Need.DELETE));
        } else {
            // also where none was there before: an update finds out
            mark(contact, UPDATE);
        }
    }

    private void putGone(DirtyContact entry) {
        if (gone.put(entry.contact().id(), entry) == null) {
            count.incrementAndGet();
        }
    }

    private void mark(int contact, int need) {
        if (need(contact) != CLEAN) {
            put(contact, need, place(contact));
            return;
        }
        if (dirtySize == dirty.length) {
            dirty = Arrays.copyOf(dirty, dirtySize * 2);
        }
        dirty[dirtySize] = contact;
        put(contact, need, dirtySize++);
        count.incrementAndGet();
    }

    private void put(int contact, int need, int place) {
        contacts.setDirty(contact, place << NEED_BITS | need);
    }

    private int need(int contact) {
        return contacts.dirty(contact) & NEED_MASK;
    }

    private int place(int contact) {
        return contacts.dirty(contact) >>> NEED_BITS;
    }
}
