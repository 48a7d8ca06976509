package dev.rollcall.registrar.usrloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Two tables that are given the same: one saves registrations at once, the other prepares and commits them. They have
 * to say the same of everything.
 */
final class TwinTables {
    private static final Comparator<Contact> BY_ID = Comparator.comparing(Contact::id);

    private final LocationTable saving;
    private final LocationTable preparing;

    TwinTables(IdParameters parameters) {
        saving = new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), false);
        preparing = new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), false);
    }

    SaveResult save(Registration registration, long now) {
        Outcome outcome = saving.save(registration, now);
        Pending pending = preparing.prepare(registration, now).orElseThrow();
        preparing.commit(pending);
        assertEquals(outcome, pending.outcome());
        return new SaveResult(
                outcome, contacts(registration.aor().toString(), registration.aorHash(), now), pending.changes());
    }

    Optional<Pending> prepare(Registration registration, long now) {
        return same(saving.prepare(registration, now), preparing.prepare(registration, now));
    }

    void commit(Pending pending) {
        saving.commit(pending);
        preparing.commit(pending);
    }

    void abort(Pending pending) {
        saving.abort(pending);
        preparing.abort(pending);
    }

    Optional<Pending> relabel(Pending pending, long id) {
        return same(saving.relabel(pending, id), preparing.relabel(pending, id));
    }

    Optional<Contact> relabel(long id) {
        return same(saving.relabel(id), preparing.relabel(id));
    }

    void load(Contact contact) {
        try {
            saving.load(contact);
        } finally {
            preparing.load(contact);
        }
    }

    ChangeSet expire(long now, int limit) {
        return same(saving.expire(now, limit), preparing.expire(now, limit));
    }

    List<Contact> contacts(String aor, int aorHash, long now) {
        return same(saving.contacts(aor, aorHash, now), preparing.contacts(aor, aorHash, now));
    }

    Optional<Contact> byId(long id, long now) {
        return same(saving.byId(id, now), preparing.byId(id, now));
    }

    void forEach(Consumer<Contact> consumer) {
        same(all(saving), all(preparing)).forEach(consumer);
    }

    int size() {
        return same(saving.size(), preparing.size());
    }

    int aorCount() {
        return same(saving.aorCount(), preparing.aorCount());
    }

    private static List<Contact> all(LocationTable table) {
        List<Contact> all = new ArrayList<>();
        table.forEach(all::add);
        all.sort(BY_ID);
        return all;
    }

    private static <T> T same(T saved, T prepared) {
        assertEquals(saved, prepared);
        return saved;
    }
}
