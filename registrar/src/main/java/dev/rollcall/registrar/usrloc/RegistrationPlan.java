package dev.rollcall.registrar.usrloc;

import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Decides what a registration does to an AOR by RFC 3261 10.3, steps 6 and 7, and changes nothing itself. One run, one
 * result.
 *
 * <p>The Contacts are taken in turn, so of two that are the same URI the last one decides. A contact that has expired
 * is not matched any more: its deletion is part of the result, and registering it again makes a new contact with a new
 * ID.
 */
final class RegistrationPlan {
    private final Registration registration;
    private final AorRecord record;
    private final long now;
    private final List<PlannedContact> planned;

    /** @param now unix seconds */
    RegistrationPlan(Registration registration, AorRecord record, long now) {
        this.registration = registration;
        this.record = record;
        this.now = now;
        List<Contact> valid = record.valid(now);
        planned = new ArrayList<>(valid.size() + registration.contacts().size());
        for (Contact contact : valid) {
            planned.add(PlannedContact.stored(contact));
        }
    }

    /**
     * What it does.
     *
     * @param maxContacts the most contacts that an AOR may have; 0 for no limit
     * @param newId gives the ID of a new contact, or nothing when no label is free
     */
    SaveResult decide(int maxContacts, Supplier<OptionalLong> newId) {
        if (registration.isFetch()) {
            return accepted(record.valid(now), ChangeSet.EMPTY);
        }
        if (!isInOrder()) {
            return refused(Reason.INVALID_CSEQ);
        }
        if (maxContacts > 0 && exceeds(maxContacts)) {
            return refused(Reason.TOO_MANY_CONTACTS);
        }
        return result(newId);
    }

    /** Takes the Contacts in turn until one is out of order. */
    private boolean isInOrder() {
        return registration.removeAll() ? isRemovalInOrder() : isApplicationInOrder();
    }

    private boolean isRemovalInOrder() {
        for (PlannedContact contact : planned) {
            if (!change(contact, null)) {
                return false;
            }
        }
        return true;
    }

    private boolean isApplicationInOrder() {
        for (RequestedContact requested : registration.contacts()) {
            if (!apply(requested)) {
                return false;
            }
        }
        return true;
    }

    private boolean apply(RequestedContact requested) {
        ContactUri uri = new ContactUri(requested.uri().toString());
        Binding binding = requested.remove() ? null : bound(requested.binding());
        PlannedContact match = find(uri);
        if (match != null) {
            dropCopies(match);
            return change(match, binding);
        }
        if (binding != null) {
            planned.add(PlannedContact.added(uri, binding));
        }
        return true;
    }

    private Binding bound(RequestedBinding binding) {
        return binding.bound(registration.callId(), registration.cseq(), now);
    }

    /**
     * The contact of a URI, or {@code null}: the URI as it stands before any that only compares equal. It is what
     * phones send, and needs no parsing.
     */
    private PlannedContact find(ContactUri uri) {
        for (PlannedContact contact : planned) {
            if (contact.uri.text().equals(uri.text())) {
                return contact;
            }
        }
        for (PlannedContact contact : planned) {
            if (contact.uri.matches(uri)) {
                return contact;
            }
        }
        return null;
    }

    /** A table that was loaded may hold one URI twice in an AOR (OpenSIPS: after a repair, or matching_mode 1). */
    private void dropCopies(PlannedContact kept) {
        for (PlannedContact contact : planned) {
            if (contact != kept && contact.uri.text().equals(kept.uri.text())) {
                contact.binding = null;
            }
        }
    }

    /**
     * Plans a contact's new binding, or its removal for {@code null}.
     *
     * @return whether it may: RFC 3261 10.3 wants a higher CSeq where the Call-ID is the stored one. OpenSIPS lets an
     *     equal one pass for a while, as a retransmission; those do not come this far here.
     */
    private boolean change(PlannedContact contact, Binding binding) {
        contact.binding = binding;
        Contact stored = contact.stored;
        return stored == null
                || !stored.binding().callId().equals(registration.callId().toString())
                || stored.binding().cseq() < registration.cseq();
    }

    /** Refreshing what is there stays possible where a lowered limit is exceeded already. */
    private boolean exceeds(int maxContacts) {
        long wanted = planned.stream().filter(contact -> contact.binding != null).count();
        return wanted > maxContacts && planned.stream().anyMatch(PlannedContact::isNew);
    }

    private SaveResult result(Supplier<OptionalLong> newId) {
        List<Change> changes = new ArrayList<>(planned.size());
        List<Contact> contacts = new ArrayList<>(planned.size());
        deleteExpired(changes);
        for (PlannedContact contact : planned) {
            if (contact.isNew()) {
                OptionalLong id = newId.get();
                if (id.isEmpty()) {
                    return refused(Reason.NO_FREE_LABEL);
                }
                String aor = registration.aor().toString();
                Contact added = new Contact(id.getAsLong(), aor, contact.uri.text(), contact.binding);
                changes.add(new Insert(added));
                contacts.add(added);
            } else if (contact.isRemoved()) {
                changes.add(new Delete(contact.stored));
            } else if (contact.isRefreshed()) {
                Contact refreshed = contact.stored.refreshed(contact.binding);
                changes.add(new Update(refreshed));
                contacts.add(refreshed);
            } else if (contact.stored != null) {
                contacts.add(contact.stored);
            }
        }
        if (contacts.size() > 1) {
            contacts.sort(AorRecord.DESCENDING_Q);
        }
        return accepted(List.copyOf(contacts), new ChangeSet(List.copyOf(changes)));
    }

    private void deleteExpired(List<Change> changes) {
        for (Contact contact : record.contacts()) {
            if (!contact.isValid(now)) {
                changes.add(new Delete(contact));
            }
        }
    }

    private SaveResult refused(Reason reason) {
        return new SaveResult(new Refused(reason), List.of(), ChangeSet.EMPTY);
    }

    private static SaveResult accepted(List<Contact> contacts, ChangeSet changes) {
        return new SaveResult(new Accepted(contacts.stream().map(CurrentBinding::of).toList()), contacts, changes);
    }
}
