package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

import dev.rollcall.octets.Octets;
import java.util.Arrays;

/**
 * The contacts of one AOR while a registration is decided: first those that are stored, then those that are new; and
 * what they are compared by. Used again for the next registration. Not thread-safe.
 */
final class PlannedContacts {
    /** What is kept for the next registration; an AOR with more makes its own. */
    private static final int USUAL_CONTACTS = 8;

    private final ContactBlocks contacts;
    private PlannedContact[] planned = newContacts(USUAL_CONTACTS);
    private int size;

    PlannedContacts(ContactBlocks contacts) {
        this.contacts = contacts;
    }

    int size() {
        return size;
    }

    PlannedContact get(int index) {
        return planned[index];
    }

    /** The next one, about which nothing is said yet. */
    PlannedContact add() {
        if (size == planned.length) {
            planned = Arrays.copyOf(planned, size * 2);
            fill(planned, size);
        }
        return planned[size++];
    }

    /** Lets go of all. */
    void clear() {
        if (planned.length > USUAL_CONTACTS) {
            planned = newContacts(USUAL_CONTACTS);
        }
        for (int i = 0; i < Math.min(size, USUAL_CONTACTS); i++) {
            planned[i].setStored(NONE);
        }
        size = 0;
    }

    /** Whether one of them is new, and will stay. */
    boolean hasNew() {
        for (int i = 0; i < size; i++) {
            if (planned[i].isNew()) {
                return true;
            }
        }
        return false;
    }

    /** How many there will be. */
    int remaining() {
        int remaining = 0;
        for (int i = 0; i < size; i++) {
            remaining += planned[i].removed ? 0 : 1;
        }
        return remaining;
    }

    /** Whether a contact's URI has the same bytes. */
    boolean hasUri(PlannedContact contact, Octets uri) {
        return contact.block == NONE ? contact.first.uri().equals(uri) : contacts.hasUri(contact.block, uri);
    }

    /** A contact's URI, to be compared by its parts. */
    ContactUri uri(PlannedContact contact) {
        if (contact.uri == null) {
            contact.uri =
                    new ContactUri(contact.block == NONE ? contact.first.uri() : contacts.uri(contact.block));
        }
        return contact.uri;
    }

    /** Whether a contact's {@code +sip.instance} has the same bytes; never where there is none. */
    boolean hasInstance(PlannedContact contact, Octets instance) {
        if (instance == null) {
            return false;
        }
        return contact.block == NONE
                ? instance.equals(contact.first.binding().sipInstance())
                : contacts.hasInstance(contact.block, instance);
    }

    private static PlannedContact[] newContacts(int count) {
        PlannedContact[] contacts = new PlannedContact[count];
        fill(contacts, 0);
        return contacts;
    }

    private static void fill(PlannedContact[] contacts, int from) {
        for (int i = from; i < contacts.length; i++) {
            contacts[i] = new PlannedContact();
        }
    }
}
