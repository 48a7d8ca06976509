package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/**
 * A part of the table behind one lock, this object's monitor. Each method takes a command and returns an immutable
 * outcome or a copy; in here is memory only: no callback, no database, no log.
 *
 * <p>All that lasts is packed into {@link Blocks}. A refresh changes its contact's block in place; contacts as objects
 * are made for those alone who ask for them.
 */
final class Shard {
    private final ContactIds ids;
    private final AorBlocks aors;
    private final ContactBlocks contacts;
    private final ContactIndex index;
    private final ExpiryWheel wheel;
    private final DirtyContacts dirty;
    private final RegistrationPlan plan;
    private final AorChange change;
    private final ContactImage image = new ContactImage();
    private final LongPredicate inUse = this::isInUse;
    private final boolean tracksDirty;

    /**
     * An empty shard.
     *
     * @param tracksDirty whether contacts that change without a {@link #commit} become dirty
     * @param dirtyCount counts the dirty contacts of this shard too
     */
    Shard(ContactIds ids, AorHash aorHash, boolean tracksDirty, AtomicInteger dirtyCount) {
        this.ids = ids;
        this.tracksDirty = tracksDirty;
        Blocks blocks = new Blocks();
        aors = new AorBlocks(blocks, aorHash);
        contacts = new ContactBlocks(blocks, aors);
        index = new ContactIndex(contacts);
        wheel = new ExpiryWheel(aors);
        dirty = new DirtyContacts(contacts, index, dirtyCount);
        plan = new RegistrationPlan(aors, contacts);
        change = new AorChange(aors, contacts, index, wheel, dirty);
    }

    /** @throws IllegalStateException where a change of the AOR is pending */
    synchronized Outcome save(Registration registration, int idHash, long now) {
        int aor = aors.find(registration.aor());
        if (isPending(aor)) {
            throw new IllegalStateException("a change of this AOR is pending");
        }
        try {
            Outcome outcome = decide(registration, aor, idHash, now);
            if (outcome instanceof Outcome.Accepted && plan.aor() != NONE && !registration.isFetch()) {
                apply(registration, now);
            }
            return outcome;
        } finally {
            plan.clear();
        }
    }

    private void apply(Registration registration, long now) {
        change.begin(plan.aor());
        try {
            plan.tell(new Applied(registration, now));
        } finally {
            change.end();
        }
    }

    /** Nothing where a change of the AOR is pending. */
    synchronized Optional<Pending> prepare(Registration registration, int idHash, long now) {
        int aor = aors.find(registration.aor());
        if (isPending(aor)) {
            return Optional.empty();
        }
        try {
            Outcome outcome = decide(registration, aor, idHash, now);
            CollectedChanges collected = new CollectedChanges(contacts, registration, now);
            if (outcome instanceof Outcome.Accepted) {
                plan.tell(collected);
            }
            Pending prepared = new Pending(
                    registration.aor().retained(), registration.aorHash(), outcome, collected.changeSet());
            if (!prepared.isSettled()) {
                aors.setPending(plan.aor(), true);
            }
            return Optional.of(prepared);
        } finally {
            plan.clear();
        }
    }

    private Outcome decide(Registration registration, int aor, int idHash, long now) {
        Reason reason = plan.decide(registration, aor, now);
        if (reason == null && plan.addsContacts() && !giveIds(registration.aor(), idHash)) {
            reason = Reason.NO_FREE_LABEL;
        }
        return reason == null ? plan.outcome() : new Refused(reason);
    }

    private boolean giveIds(Octets text, int idHash) {
        int aor = aors.findOrAdd(text);
        boolean given = plan.giveIds(aor, () -> ids.next(aors, aor, idHash, inUse));
        if (!given && aors.firstContact(aor) == NONE) {
            change.forgetUnlessPending(aor);
        }
        return given;
    }

    synchronized void commit(Pending prepared) {
        if (prepared.isSettled()) {
            return;
        }
        change.begin(release(prepared));
        try {
            prepared.changes().changes().forEach(this::commit);
        } finally {
            change.end();
        }
    }

    private void commit(Change committed) {
        Contact contact = committed.contact();
        int stored = index.get(contact.id());
        if (committed instanceof Delete) {
            change.remove(stored);
            return;
        }
        image.take(contact);
        if (committed instanceof Insert) {
            change.insert(contact.id(), image);
        } else {
            // its row is as it is now, whatever was to be written before
            dirty.forget(change.refresh(stored, image));
        }
    }

    synchronized void abort(Pending prepared) {
        if (prepared.isSettled()) {
            return;
        }
        int aor = release(prepared);
        if (aors.firstContact(aor) == NONE) {
            change.forgetUnlessPending(aor);
        }
    }

    /** Ends the hold of a pending registration on its AOR. */
    private int release(Pending prepared) {
        int aor = aors.find(prepared.aor());
        if (!isPending(aor)) {
            throw new IllegalStateException("no change of this AOR is pending");
        }
        aors.setPending(aor, false);
        return aor;
    }

    /** The pending registration with another ID in the place of one, or nothing when no label is free. */
    synchronized Optional<Pending> relabel(Pending prepared, long id) {
        OptionalLong newId = ids.replacing(id, aors, aors.find(prepared.aor()), inUse);
        return newId.isPresent() ? Optional.of(prepared.relabelled(id, newId.getAsLong())) : Optional.empty();
    }

    /**
     * The contact of an ID under another one, to be inserted as such; nothing when it has gone or no label is free.
     * While a change of its AOR is pending it keeps its ID, and stays to be inserted.
     */
    synchronized Optional<Contact> relabel(long id) {
        dirty.forgetRow(id);
        int contact = index.get(id);
        if (contact == NONE) {
            return Optional.empty();
        }
        int aor = contacts.aor(contact);
        if (isPending(aor)) {
            dirty.inserted(contact);
            return Optional.empty();
        }
        OptionalLong newId = ids.replacing(id, aors, aor, inUse);
        if (newId.isEmpty()) {
            return Optional.empty();
        }
        index.remove(id);
        contacts.setId(contact, newId.getAsLong());
        index.put(contact);
        dirty.inserted(contact);
        return Optional.of(contacts.toContact(contact));
    }

    /** Takes up to {@code limit} dirty contacts, each with what its row needs. */
    synchronized void takeDirty(int limit, List<DirtyContact> taken) {
        dirty.take(limit, taken);
    }

    synchronized void written(long id) {
        dirty.written(id);
    }

    synchronized void putBack(DirtyContact entry) {
        dirty.putBack(entry);
    }

    /** The row of an ID is not there: a contact that still is has to be inserted again. */
    synchronized void rowVanished(long id) {
        int contact = index.get(id);
        if (contact == NONE) {
            dirty.forgetRow(id);
        } else {
            dirty.inserted(contact);
        }
    }

    /** The rows of changes may be as before them or as after: they have to become as the contacts are. */
    synchronized void suspect(ChangeSet changes) {
        changes.changes().forEach(changed -> dirty.suspect(changed.contact()));
    }

    synchronized List<Contact> contacts(Octets text, long now) {
        int aor = aors.find(text);
        List<Contact> valid = new ArrayList<>();
        int contact = aor == NONE ? NONE : aors.firstContact(aor);
        for (; contact != NONE; contact = contacts.next(contact)) {
            if (contacts.isValid(contact, now)) {
                valid.add(contacts.toContact(contact));
            }
        }
        return List.copyOf(valid);
    }

    /** The contact of an ID, valid or not, or {@code null}. */
    synchronized Contact byId(long id) {
        int contact = index.get(id);
        return contact == NONE ? null : contacts.toContact(contact);
    }

    synchronized void load(Contact contact) {
        int aor = aors.findOrAdd(Octets.of(contact.aor()));
        // OpenSIPS: the last row's record label stays
        aors.setLabels(
                aor,
                ContactId.recordLabel(contact.id()),
                Math.max(aors.lastContactLabel(aor), ContactId.contactLabel(contact.id())));
        image.take(contact);
        change.load(aor, contact.id(), image);
    }

    /**
     * Takes expired contacts out and adds their deletions; begins no further AOR once {@code limit} changes are there.
     */
    synchronized void expire(long now, int limit, List<Change> changes) {
        while (changes.size() < limit) {
            int aor = wheel.poll(now);
            if (aor == NONE) {
                return;
            }
            if (isPending(aor)) {
                wheel.schedule(aor, now + 1);
            } else {
                expire(aor, now, changes);
            }
        }
    }

    private void expire(int aor, long now, List<Change> changes) {
        change.begin(aor);
        int contact = aors.firstContact(aor);
        while (contact != NONE) {
            int next = contacts.next(contact);
            if (!contacts.isValid(contact, now)) {
                changes.add(new Delete(contacts.toContact(contact)));
                remove(contact, true);
            }
            contact = next;
        }
        change.end();
    }

    private void remove(int contact, boolean expired) {
        if (tracksDirty) {
            dirty.deleted(contact, expired);
        }
        change.remove(contact);
    }

    /** The IDs of all contacts, in no order. */
    synchronized long[] ids() {
        return index.ids();
    }

    /** Those contacts of a part of some IDs that are still there. */
    synchronized List<Contact> contacts(long[] contactIds, int from, int to) {
        List<Contact> found = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            int contact = index.get(contactIds[i]);
            if (contact != NONE) {
                found.add(contacts.toContact(contact));
            }
        }
        return found;
    }

    synchronized int size() {
        return index.size();
    }

    synchronized int aorCount() {
        return change.aorCount();
    }

    private boolean isPending(int aor) {
        return aor != NONE && aors.isPending(aor);
    }

    /** Whether a contact has an ID, or a row that has yet to be deleted. */
    private boolean isInUse(long id) {
        return index.contains(id) || dirty.contains(id);
    }

    /** Applies the plan's changes. */
    private final class Applied implements RegistrationPlan.Changes {
        private final Registration registration;
        private final long now;

        Applied(Registration registration, long now) {
            this.registration = registration;
            this.now = now;
        }

        @Override
        public void deleted(int contact, boolean expired) {
            remove(contact, expired);
        }

        @Override
        public void inserted(long id, Octets uri, RequestedBinding binding) {
            image.take(uri, binding, registration, now);
            int contact = change.insert(id, image);
            if (tracksDirty) {
                dirty.inserted(contact);
            }
        }

        @Override
        public void refreshed(int contact, RequestedBinding binding) {
            image.take(Octets.EMPTY, binding, registration, now);
            int refreshed = change.refresh(contact, image);
            if (tracksDirty) {
                dirty.updated(refreshed);
            }
        }
    }
}
