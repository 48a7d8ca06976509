package dev.rollcall.registrar.usrloc;

/**
 * The contacts of a shard by their IDs: a hash table with open addressing that holds nothing but the contacts
 * themselves, so that a contact costs two to four references here. Not thread-safe: the shard's lock guards it.
 */
final class ContactIndex {
    private static final int SMALLEST = 16;
    /** 2^64 divided by the golden ratio: spreads IDs, whose low bits are labels that count up, over all buckets. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private Contact[] table = new Contact[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long id) {
        return get(id) != null;
    }

    /** The contact of an ID, or {@code null}. */
    Contact get(long id) {
        return table[find(id)];
    }

    /** Adds a contact, or replaces the one of the same ID. */
    void put(Contact contact) {
        int at = find(contact.id());
        boolean added = table[at] == null;
        table[at] = contact;
        if (added && ++size > table.length / 2) {
            resize(table.length * 2);
        }
    }

    /** Removes the contact of an ID, if it is there. */
    void remove(long id) {
        int at = find(id);
        if (table[at] == null) {
            return;
        }
        table[at] = null;
        size--;
        closeGap(at);
        if (table.length > SMALLEST && size < table.length / 8) {
            resize(table.length / 2);
        }
    }

    /** All contacts, in no order. */
    Contact[] toArray() {
        Contact[] all = new Contact[size];
        int n = 0;
        for (Contact contact : table) {
            if (contact != null) {
                all[n++] = contact;
            }
        }
        return all;
    }

    /** The place of an ID, or the free place where it would go. */
    private int find(long id) {
        int at = home(id);
        while (table[at] != null && table[at].id() != id) {
            at = next(at);
        }
        return at;
    }

    private int home(long id) {
        return (int) (id * SPREAD >>> 32) & (table.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (table.length - 1);
    }

    /** Moves back whoever stands behind a new gap and would not be found across it. */
    private void closeGap(int gap) {
        for (int at = next(gap); table[at] != null; at = next(at)) {
            int fromHome = at - home(table[at].id()) & (table.length - 1);
            int fromGap = at - gap & (table.length - 1);
            if (fromHome >= fromGap) {
                table[gap] = table[at];
                table[at] = null;
                gap = at;
            }
        }
    }

    private void resize(int capacity) {
        Contact[] old = table;
        table = new Contact[capacity];
        for (Contact contact : old) {
            if (contact != null) {
                table[find(contact.id())] = contact;
            }
        }
    }
}
