package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import java.util.ArrayList;
import java.util.List;

/** Makes objects of what a plan changes, for those who write rows of it first, and changes nothing. */
final class CollectedChanges implements RegistrationPlan.Changes {
    private final ContactBlocks contacts;
    private final Registration registration;
    private final long now;
    private final List<Change> changes = new ArrayList<>();

    CollectedChanges(ContactBlocks contacts, Registration registration, long now) {
        this.contacts = contacts;
        this.registration = registration;
        this.now = now;
    }

    ChangeSet changeSet() {
        return changes.isEmpty() ? ChangeSet.EMPTY : new ChangeSet(List.copyOf(changes));
    }

    @Override
    public void deleted(int contact, boolean expired) {
        changes.add(new Delete(contacts.toContact(contact)));
    }

    @Override
    public void inserted(long id, Octets uri, RequestedBinding binding) {
        changes.add(new Insert(new Contact(id, registration.aor().toString(), uri.toString(), bound(binding))));
    }

    @Override
    public void refreshed(int contact, RequestedBinding binding) {
        changes.add(new Update(contacts.toContact(contact).refreshed(bound(binding))));
    }

    private Binding bound(RequestedBinding binding) {
        return binding.bound(registration.callId(), registration.cseq(), now);
    }
}
