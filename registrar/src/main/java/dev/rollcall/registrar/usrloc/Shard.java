package dev.rollcall.registrar.usrloc;

import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of the table behind one lock, this object's monitor. Each method takes a command and returns an immutable outcome
 * or a copy; in here is memory only: no callback, no database, no log.
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

    Shard(ContactIds ids, int maxContacts) {
        this.ids = ids;
        this.maxContacts = maxContacts;
    }

    /** @throws IllegalStateException where a change of the AOR is pending */
    synchronized SaveResult save(Registration registration, int idHash, long now) {
        String aor = registration.aor().text();
        requireNotPending(aor);
        AorRecord record = recordOf(aor);
        SaveResult result = decide(registration, record, idHash, now);
        if (!result.changes().changes().isEmpty()) {
            apply(aor, record, result.changes(), ((Accepted) result.outcome()).contacts());
        }
        return result;
    }

    /** Nothing where a change of the AOR is pending. */
    synchronized Optional<Pending> prepare(Registration registration, int idHash, long now) {
        String aor = registration.aor().text();
        if (pending.containsKey(aor)) {
            return Optional.empty();
        }
        AorRecord record = recordOf(aor);
        SaveResult result = decide(registration, record, idHash, now);
        Pending prepared = new Pending(aor, registration.aorHash(), result.outcome(), result.changes());
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
        OptionalLong newId = ids.replacing(id, record, index::contains);
        return newId.isPresent() ? Optional.of(prepared.relabelled(id, newId.getAsLong())) : Optional.empty();
    }

    /** The contact of an ID under another one, or nothing when it has gone or no label is free. */
    synchronized Optional<Contact> relabel(long id) {
        Contact contact = index.get(id);
        if (contact == null) {
            return Optional.empty();
        }
        requireNotPending(contact.aor());
        AorRecord record = records.get(contact.aor());
        OptionalLong newId = ids.replacing(id, record, index::contains);
        if (newId.isEmpty()) {
            return Optional.empty();
        }
        Contact relabelled = contact.relabelled(newId.getAsLong());
        record.replace(contact, relabelled);
        index.remove(id);
        index.put(relabelled);
        return Optional.of(relabelled);
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

    /** Takes expired contacts out and adds their deletions; begins no further AOR once {@code limit} changes are there. */
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
        return plan.decide(maxContacts, () -> ids.next(record, idHash, index::contains));
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
                changes.add(new Delete(contact));
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
