package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

/** The contacts of a shard by their IDs. Not thread-safe: the shard's lock guards it. */
final class ContactIndex {
    /** 2^64 divided by the golden ratio: spreads IDs, whose low bits are labels that count up, over all places. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final ContactBlocks contacts;
    private final BlockIndex index = new BlockIndex();

    ContactIndex(ContactBlocks contacts) {
        this.contacts = contacts;
    }

    int size() {
        return index.size();
    }

    boolean contains(long id) {
        return get(id) != NONE;
    }

    /** The contact of an ID, or {@link Blocks#NONE}. */
    int get(long id) {
        int place = find(id);
        return place == BlockIndex.NOWHERE ? NONE : index.block(place);
    }

    /** Adds a contact under its ID, or puts it in the place of the one that had it. */
    void put(int contact) {
        long id = contacts.id(contact);
        int place = find(id);
        if (place == BlockIndex.NOWHERE) {
            index.add(hash(id), contact);
        } else {
            index.replace(place, contact);
        }
    }

    /** Follows a contact into another block. */
    void moved(int from, int to) {
        int place = index.first(hash(contacts.id(to)));
        while (place != BlockIndex.NOWHERE && index.block(place) != from) {
            place = index.next(place);
        }
        if (place != BlockIndex.NOWHERE) {
            index.replace(place, to);
        }
    }

    /** Removes the contact of an ID, if it is there. */
    void remove(long id) {
        int place = find(id);
        if (place != BlockIndex.NOWHERE) {
            index.remove(place);
        }
    }

    /** All IDs, in no order. */
    long[] ids() {
        long[] ids = new long[index.size()];
        int[] count = {0};
        index.forEach(contact -> ids[count[0]++] = contacts.id(contact));
        return ids;
    }

    private int find(long id) {
        int place = index.first(hash(id));
        while (place != BlockIndex.NOWHERE && contacts.id(index.block(place)) != id) {
            place = index.next(place);
        }
        return place;
    }

    private static int hash(long id) {
        return (int) (id * SPREAD >>> Integer.SIZE);
    }
}
