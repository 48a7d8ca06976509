package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

import dev.rollcall.registrar.usrloc.Registration.RequestedContact;

/** A contact while a registration is decided: what it is, and what it is to become. Used again for other ones. */
final class PlannedContact {
    /** What the table holds, or {@link Blocks#NONE} for a contact that is new. */
    int block;
    /** Whose URI a new contact has: the first Contact of the request that wanted it. */
    RequestedContact first;
    /** Who decided last what it is to become; {@code null} while nobody did. */
    RequestedContact decider;
    /** Whether it is to go. */
    boolean removed;
    /** The ID of a new contact. */
    long id;
    /** Its URI once it had to be compared by its parts. */
    ContactUri uri;

    void setStored(int contact) {
        set(contact, null);
    }

    void setNew(RequestedContact requested) {
        set(NONE, requested);
    }

    private void set(int contact, RequestedContact requested) {
        block = contact;
        first = requested;
        decider = requested;
        removed = false;
        id = 0;
        uri = null;
    }

    boolean isNew() {
        return block == NONE && !removed;
    }

    boolean isRemoved() {
        return block != NONE && removed;
    }

    boolean isRefreshed() {
        return block != NONE && !removed && decider != null;
    }
}
