package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

import java.util.Arrays;

/**
 * Changes the contacts of one AOR after the other, and leaves each in OpenSIPS' order, found by their IDs and waited
 * for by the wheel; an AOR without contacts is forgotten. Between {@link #begin} and {@link #end} one AOR. Not
 * thread-safe: the shard's lock guards it.
 */
final class AorChange {
    private static final int USUAL_CONTACTS = 8;

    private final AorBlocks aors;
    private final ContactBlocks contacts;
    private final ContactIndex index;
    private final ExpiryWheel wheel;
    private final DirtyContacts dirty;
    private int aor;
    /** The AOR's contacts; {@link Blocks#NONE} for those that are removed. */
    private int[] changed = new int[USUAL_CONTACTS];
    private int size;
    /** Where a contact is looked for first: changes come in the contacts' order. */
    private int expected;
    private int aorCount;

    AorChange(
            AorBlocks aors, ContactBlocks contacts, ContactIndex index, ExpiryWheel wheel, DirtyContacts dirty) {
        this.aors = aors;
        this.contacts = contacts;
        this.index = index;
        this.wheel = wheel;
        this.dirty = dirty;
    }

    /** How many AORs have contacts. */
    int aorCount() {
        return aorCount;
    }

    void begin(int changedAor) {
        aor = changedAor;
        size = 0;
        expected = 0;
        for (int contact = aors.firstContact(aor); contact != NONE; contact = contacts.next(contact)) {
            append(contact);
        }
        aorCount -= size > 0 ? 1 : 0;
    }

    /** Adds a contact; returns it. */
    int insert(long id, ContactImage image) {
        int contact = contacts.add(aor, id, image);
        index.put(contact);
        append(contact);
        return contact;
    }

    /** Gives a contact other values and texts; returns it, since its block may be another now. */
    int refresh(int contact, ContactImage image) {
        int refreshed = contacts.refresh(contact, image);
        if (refreshed != contact) {
            changed[place(contact)] = refreshed;
            index.moved(contact, refreshed);
            dirty.moved(refreshed);
        }
        return refreshed;
    }

    /** Removes a contact, of which nobody speaks any more. */
    void remove(int contact) {
        changed[place(contact)] = NONE;
        dirty.forget(contact);
        index.remove(contacts.id(contact));
        contacts.free(contact);
    }

    /** Always after {@link #begin}, also where memory ran out in between: what was changed by then is kept whole. */
    void end() {
        closeGaps();
        sort();
        link();
        if (size == 0) {
            forgetUnlessPending(aor);
        } else {
            aorCount++;
            schedule();
        }
        if (changed.length > USUAL_CONTACTS) {
            changed = new int[USUAL_CONTACTS];
        }
    }

    /** Forgets an AOR without contacts, unless a change that is pending will give it some. */
    void forgetUnlessPending(int emptyAor) {
        wheel.remove(emptyAor);
        if (!aors.isPending(emptyAor)) {
            aors.free(emptyAor);
        }
    }

    /** Adds a contact behind those of its q, without a look at more of the others than that takes. */
    void load(int itsAor, long id, ContactImage image) {
        int contact = contacts.add(itsAor, id, image);
        index.put(contact);
        int before = NONE;
        int after = aors.firstContact(itsAor);
        aorCount += after == NONE ? 1 : 0;
        while (after != NONE && contacts.q(after) >= image.q) {
            before = after;
            after = contacts.next(after);
        }
        contacts.setNext(contact, after);
        if (before == NONE) {
            aors.setFirstContact(itsAor, contact);
        } else {
            contacts.setNext(before, contact);
        }
        if (image.expires != Binding.PERMANENT) {
            wheel.schedule(itsAor, image.expires);
        }
    }

    private void append(int contact) {
        if (size == changed.length) {
            changed = Arrays.copyOf(changed, size * 2);
        }
        changed[size++] = contact;
    }

    private int place(int contact) {
        while (changed[expected] != contact) {
            expected = expected + 1 < size ? expected + 1 : 0;
        }
        return expected;
    }

    private void closeGaps() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (changed[i] != NONE) {
                changed[kept++] = changed[i];
            }
        }
        size = kept;
    }

    /** By descending q; those of one q stay as they came. They mostly are in order already. */
    private void sort() {
        for (int i = 1; i < size; i++) {
            int contact = changed[i];
            int q = contacts.q(contact);
            int at = i;
            for (; at > 0 && contacts.q(changed[at - 1]) < q; at--) {
                changed[at] = changed[at - 1];
            }
            changed[at] = contact;
        }
    }

    private void link() {
        int next = NONE;
        for (int i = size - 1; i >= 0; i--) {
            if (contacts.next(changed[i]) != next) {
                contacts.setNext(changed[i], next);
            }
            next = changed[i];
        }
        if (aors.firstContact(aor) != next) {
            aors.setFirstContact(aor, next);
        }
    }

    private void schedule() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            long expires = contacts.expires(changed[i]);
            if (expires != Binding.PERMANENT) {
                first = Math.min(first, expires);
            }
        }
        if (first != Long.MAX_VALUE) {
            wheel.schedule(aor, first);
        }
    }
}
