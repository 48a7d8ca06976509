package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

/**
 * Keeps the contacts of one AOR to their limit while a registration is decided, by its {@link SavePolicy}. Not
 * thread-safe.
 */
final class ContactLimit {
    private final ContactBlocks contacts;
    private final PlannedContacts planned;

    ContactLimit(ContactBlocks contacts, PlannedContacts planned) {
        this.contacts = contacts;
        this.planned = planned;
    }

    /**
     * Whether the limit is kept to, after others have gone where the policy lets them. Refreshing what is there stays
     * possible where a lowered limit is exceeded already.
     */
    boolean admits(SavePolicy policy) {
        if (policy.maxContacts() == 0) {
            return true;
        }
        while (planned.remaining() > policy.maxContacts() && planned.hasNew()) {
            PlannedContact dropped = switch (policy.overflow()) {
                case REJECT -> null;
                case DROP_OLDEST -> oldest();
                case REPLACE_SAME_INSTANCE -> ofNewInstance();
            };
            if (dropped == null) {
                return false;
            }
            dropped.removed = true;
        }
        return true;
    }

    /** The one that was not named for longest, or {@code null}. */
    private PlannedContact oldest() {
        PlannedContact oldest = null;
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            if (isDispensable(contact) && (oldest == null || lastModified(contact) < lastModified(oldest))) {
                oldest = contact;
            }
        }
        return oldest;
    }

    /** One whose instance is that of a new contact, or {@code null}. */
    private PlannedContact ofNewInstance() {
        for (int i = 0; i < planned.size(); i++) {
            if (isDispensable(planned.get(i)) && isOfNewInstance(planned.get(i))) {
                return planned.get(i);
            }
        }
        return null;
    }

    private boolean isOfNewInstance(PlannedContact stored) {
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            if (contact.isNew() && planned.hasInstance(stored, contact.decider.binding().sipInstance())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a contact is stored, not named by this registration, and no route that somebody set for good. */
    private boolean isDispensable(PlannedContact contact) {
        return contact.block != NONE
                && !contact.removed
                && contact.decider == null
                && contacts.expires(contact.block) != Binding.PERMANENT;
    }

    private long lastModified(PlannedContact stored) {
        return contacts.lastModified(stored.block);
    }
}
