package dev.rollcall.registrar.usrloc;

import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A part of the table behind one lock, this object's monitor. Each method takes a command and returns an immutable
 * outcome or a copy; in here is memory only: no callback, no database, no log.
 *
 * <p>core_hash picks the shard and is weak, so senders can choose AORs of one shard; in it AORs are found by a
 * {@link HashMap} of Strings, which does not degrade under collisions, and IDs are of our own making.
 */
final class Shard {
    private final ContactIds ids;
    private final int maxContacts;
    /** AORs that have a contact, a visible one or an expired one that was not taken out yet. */
    private final Map<String, AorRecord> records = new HashMap<>();
    /** AORs with a pending change, new ones too. */
    private final Map<String, AorRecord> pending = new HashMap<>();
    private final ContactIndex index = new ContactIndex();
    private final ExpiryWheel wheel = new ExpiryWheel();
    private final DirtyContacts dirty;
    private final boolean tracksDirty;

    /**
     * An empty shard.
     *
     * @param tracksDirty whether contacts that change without a {@link #commit} become dirty
     * @param dirtyCount counts the dirty contacts of this shard too
     */
    Shard(ContactIds ids, int maxContacts, boolean tracksDirty, AtomicInteger dirtyCount) {
        this.ids = ids;
        this.maxContacts = maxContacts;
        this.tracksDirty = tracksDirty;
        this.dirty = new DirtyContacts(index, dirtyCount);
    }

    /** @throws IllegalStateException where a change of the AOR is pending */
    synchronized SaveResult save(Registration registration, int idHash, long now) {
        String aor = registration.aor().toString();
        requireNotPending(aor);
        AorRecord record = recordOf(aor);
        SaveResult result = decide(registration, record, idHash, now);
        if (!result.changes().changes().isEmpty()) {
            apply(aor, record, result.changes(), result.contacts());
            if (tracksDirty) {
                result.changes().changes().forEach(change -> markDirty(change, now));
            }
        }
        return result;
    }

    private void markDirty(Change change, long now) {
        if (change instanceof Insert) {
            dirty.inserted(change.contact());
        } else if (change instanceof Update) {
            dirty.updated(change.contact());
        } else {
            dirty.deleted(change.contact(), !change.contact().isValid(now));
        }
    }

    /** Nothing where a change of the AOR is pending. */
    synchronized Optional<Pending> prepare(Registration registration, int idHash, long now) {
        String aor = registration.aor().toString();
        if (pending.containsKey(aor)) {
            return Optional.empty();
        }
        AorRecord record = recordOf(aor);
        SaveResult result = decide(registration, record, idHash, now);
        Pending prepared = new Pending(
                aor, registration.aorHash(), result.outcome(), result.contacts(), result.changes());
        if (!prepared.isSettled()) {
            pending.put(aor, record);
        }
        return Optional.of(prepared);
    }

    synchronized void commit(Pending prepared) {
        if (!prepared.isSettled()) {
            apply(prepared.aor(), take(prepared), prepared.changes(), prepared.contacts());
        }
    }

    synchronized void abort(Pending prepared) {
        if (!prepared.isSettled()) {
            take(prepared);
        }
    }

    /** The pending registration with another ID in the place of one, or nothing when no label is free. */
    synchronized Optional<Pending> relabel(Pending prepared, long id) {
        AorRecord record = pending.get(prepared.aor());
        OptionalLong newId = ids.replacing(id, record, this::isInUse);
        return newId.isPresent() ? Optional.of(prepared.relabelled(id, newId.getAsLong())) : Optional.empty();
    }

    /**
     * The contact of an ID under another one, to be inserted as such; nothing when it has gone or no label is free.
     * While a change of its AOR is pending it keeps its ID, and stays to be inserted.
     */
    synchronized Optional<Contact> relabel(long id) {
        dirty.forget(id);
        Contact contact = index.get(id);
        if (contact == null) {
            return Optional.empty();
        }
        if (pending.containsKey(contact.aor())) {
            dirty.inserted(contact);
            return Optional.empty();
        }
        AorRecord record = records.get(contact.aor());
        OptionalLong newId = ids.replacing(id, record, this::isInUse);
        if (newId.isEmpty()) {
            return Optional.empty();
        }
        Contact relabelled = contact.relabelled(newId.getAsLong());
        record.replace(contact, relabelled);
        index.remove(id);
        index.put(relabelled);
        dirty.inserted(relabelled);
        return Optional.of(relabelled);
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
        Contact contact = index.get(id);
        if (contact == null) {
            dirty.forget(id);
        } else {
            dirty.inserted(contact);
        }
    }

    /** The rows of changes may be as before them or as after: they have to become as the contacts are. */
    synchronized void suspect(ChangeSet changes) {
        changes.changes().forEach(change -> dirty.suspect(change.contact()));
    }

    synchronized List<Contact> contacts(String aor, long now) {
        AorRecord record = records.get(aor);
        return record == null ? List.of() : record.valid(now);
    }

    synchronized Contact byId(long id) {
        return index.get(id);
    }

    synchronized void load(Contact contact) {
        AorRecord record = recordOf(contact.aor());
        record.load(contact);
        index.put(contact);
        keep(contact.aor(), record);
    }

    /**
     * Takes expired contacts out and adds their deletions; begins no further AOR once {@code limit} changes are there.
     */
    synchronized void expire(long now, int limit, List<Change> changes) {
        while (changes.size() < limit) {
            AorRecord record = wheel.poll(now);
            if (record == null) {
                return;
            }
            if (pending.containsKey(record.aor())) {
                wheel.schedule(record, now + 1);
            } else {
                expire(record, now, changes);
            }
        }
    }

    synchronized Contact[] snapshot() {
        return index.toArray();
    }

    synchronized int size() {
        return index.size();
    }

    synchronized int aorCount() {
        return records.size();
    }

    private SaveResult decide(Registration registration, AorRecord record, int idHash, long now) {
        RegistrationPlan plan = new RegistrationPlan(registration, record, now);
        return plan.decide(maxContacts, () -> ids.next(record, idHash, this::isInUse));
    }

    private void apply(String aor, AorRecord record, ChangeSet changes, List<Contact> contacts) {
        for (Change change : changes.changes()) {
            if (change instanceof Delete) {
                index.remove(change.contact().id());
            } else {
                index.put(change.contact());
            }
        }
        record.replaceContacts(contacts);
        keep(aor, record);
    }

    private void expire(AorRecord record, long now, List<Change> changes) {
        String aor = record.aor();
        List<Contact> valid = record.valid(now);
        for (Contact contact : record.contacts()) {
            if (!contact.isValid(now)) {
                index.remove(contact.id());
                Delete delete = new Delete(contact);
                changes.add(delete);
                if (tracksDirty) {
                    markDirty(delete, now);
                }
            }
        }
        record.replaceContacts(valid);
        keep(aor, record);
    }

    /** Keeps a record that has contacts and schedules its first expiry; forgets one that has none. */
    private void keep(String aor, AorRecord record) {
        if (record.contacts().isEmpty()) {
            records.remove(aor);
            wheel.remove(record);
            return;
        }
        records.putIfAbsent(aor, record);
        long expires = record.firstExpiry();
        if (expires != Long.MAX_VALUE) {
            wheel.schedule(record, expires);
        }
    }

    /** Whether a contact has an ID, or a row that has yet to be deleted. */
    private boolean isInUse(long id) {
        return index.contains(id) || dirty.contains(id);
    }

    private AorRecord recordOf(String aor) {
        AorRecord record = records.get(aor);
        return record == null ? new AorRecord() : record;
    }

    private void requireNotPending(String aor) {
        if (pending.containsKey(aor)) {
            throw new IllegalStateException("a change of this AOR is pending");
        }
    }

    private AorRecord take(Pending prepared) {
        AorRecord record = pending.remove(prepared.aor());
        if (record == null) {
            throw new IllegalStateException("no change of this AOR is pending");
        }
        return record;
    }
}
