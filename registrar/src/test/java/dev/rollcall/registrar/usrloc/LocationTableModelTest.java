package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packed table beside a {@link ModelTable} of lists and objects, and rows beside what the table says that they
 * need, through random operations.
 */
class LocationTableModelTest {
    private static final int ROUNDS = 12_000;
    private static final int AORS = 25;
    private static final int MAX_CONTACTS = 5;
    private static final SavePolicy LIMITED = SavePolicy.limited(MAX_CONTACTS);
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);

    private final LocationTable table =
            new LocationTable(PARAMETERS, new LabelAllocator(PARAMETERS, new Random(5)), true);
    private final ModelTable model = new ModelTable(MAX_CONTACTS);
    private final Map<Long, Contact> rows = new HashMap<>();
    private long now = NOW;
    private int loaded;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void operations_inWriteBack_leaveTheTableAndTheRowsAsTheModelIs(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            switch (random.nextInt(12)) {
                case 0 -> expire(random);
                case 1 -> load(random);
                case 2 -> write(random);
                case 3 -> relabel(random);
                default -> save(random, round);
            }
        }
        checkAll();
        writeAll();
        assertEquals(model.all(), rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void operations_inWriteThrough_leaveTheTableAndTheRowsAsTheModelIs(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            switch (random.nextInt(12)) {
                case 0 -> expire(random);
                case 1 -> load(random);
                case 2 -> write(random);
                default -> prepare(random, round);
            }
        }
        checkAll();
        writeAll();
        assertEquals(model.all(), rows);
    }

    private void save(Random random, int round) {
        Registration registration = registration(random, round);
        check(registration, table.save(registration, now), model.save(registration, now));
    }

    private void prepare(Random random, int round) {
        Registration registration = registration(random, round);
        Pending pending = table.prepare(registration, now).orElseThrow();
        int fate = pending.isSettled() ? 0 : random.nextInt(8);
        if (!pending.isSettled()) {
            assertEquals(Optional.empty(), table.prepare(registration, now));
        }
        if (fate == 1) {
            long id = pending.changes().changes().get(0).contact().id();
            pending = table.relabel(pending, id).orElseThrow();
        }
        if (fate == 2 || fate == 3) {
            // a commit that failed, whether it took effect or not
            if (fate == 3) {
                writeThrough(pending);
            }
            table.suspect(pending);
            table.abort(pending);
            return;
        }
        writeThrough(pending);
        table.commit(pending);
        check(registration, pending.outcome(), model.save(registration, now));
    }

    private void writeThrough(Pending pending) {
        for (Change change : pending.changes().changes()) {
            if (change instanceof Delete) {
                rows.remove(change.contact().id());
            } else {
                rows.put(change.contact().id(), change.contact());
            }
        }
    }

    /** Compares an outcome and the AOR; the model takes over the IDs of new contacts. */
    private void check(Registration registration, Outcome actual, Reason refusal) {
        String aor = registration.aor().toString();
        List<Contact> contacts = table.contacts(aor, registration.aorHash(), now);
        if (refusal == null) {
            if (!registration.isFetch()) {
                model.adoptIds(aor, contacts);
            }
            assertEquals(new Accepted(contacts.stream().map(Registrations::current).toList()), actual);
        } else {
            assertEquals(new Refused(refusal), actual);
        }
        assertEquals(model.contacts(aor, now), contacts);
    }

    private void expire(Random random) {
        now += random.nextInt(40);
        List<Contact> gone = new ArrayList<>();
        for (ChangeSet some = table.expire(now, 3); !some.changes().isEmpty(); some = table.expire(now, 3)) {
            some.changes().forEach(change -> gone.add(change.contact()));
        }
        Map<Long, Contact> expected = model.expire(now);
        gone.forEach(contact -> assertEquals(contact, expected.remove(contact.id())));
        assertEquals(Map.of(), expected);
    }

    private void load(Random random) {
        String aor = aor(random);
        int label = random.nextInt(ContactId.MAX_CONTACT_LABEL + 1);
        long id = ContactId.pack(hash(aor) & 0xffff, 1000 + loaded++, label);
        Binding binding = new Binding(
                now + random.nextInt(300), random.nextInt(-1, 1001), text(random), random.nextInt(), random.nextInt(),
                random.nextInt(5), text(random), text(random), text(random), text(random), text(random),
                random.nextBoolean() ? null : random.nextInt(), text(random), text(random), text(random), 0);
        Contact contact = new Contact(id, aor, uri(random), binding);
        rows.put(id, contact);
        model.load(contact);
        table.load(contact);
        assertEquals(Optional.of(contact).filter(c -> c.isValid(now)), table.byId(id, now));
    }

    /** What another row has is not this contact's: it gets another ID, and is to be inserted under it. */
    private void relabel(Random random) {
        String aor = aor(random);
        List<Contact> contacts = table.contacts(aor, hash(aor), now);
        if (contacts.isEmpty()) {
            return;
        }
        long id = contacts.get(random.nextInt(contacts.size())).id();
        rows.remove(id);
        Contact relabelled = table.relabel(id).orElseThrow();
        model.relabel(aor, id, relabelled.id());
        assertEquals(model.contacts(aor, now), table.contacts(aor, hash(aor), now));
        assertEquals(Optional.empty(), table.byId(id, now));
    }

    /** Takes some dirty contacts and writes them, or fails with the commit taking effect or not. */
    private void write(Random random) {
        List<DirtyContact> taken = table.takeDirty(random.nextInt(30));
        boolean applied = random.nextInt(4) > 0;
        boolean known = random.nextInt(4) > 0;
        List<Long> vanished = applied ? apply(taken) : List.of();
        if (applied && known) {
            table.written(taken);
            vanished.forEach(table::rowVanished);
        } else {
            table.putBack(taken);
        }
    }

    private void writeAll() {
        while (table.dirtyCount() > 0) {
            List<DirtyContact> taken = table.takeDirty(Integer.MAX_VALUE);
            List<Long> vanished = apply(taken);
            table.written(taken);
            vanished.forEach(table::rowVanished);
        }
    }

    /** Applies needs to the rows; returns the IDs of rows that were to be updated and are not there. */
    private List<Long> apply(List<DirtyContact> taken) {
        List<Long> vanished = new ArrayList<>();
        for (DirtyContact dirty : taken) {
            long id = dirty.contact().id();
            switch (dirty.need()) {
                case INSERT -> assertNull(rows.put(id, dirty.contact()), "inserted twice");
                case UPDATE -> {
                    if (rows.replace(id, dirty.contact()) == null) {
                        vanished.add(id);
                    }
                }
                case DELETE -> rows.remove(id);
                case DELETE_EXPIRED -> {
                    Contact row = rows.get(id);
                    if (row != null && !row.isValid(now)) {
                        rows.remove(id);
                    }
                }
            }
        }
        return vanished;
    }

    private void checkAll() {
        Map<Long, Contact> held = new HashMap<>();
        table.forEach(contact -> assertNull(held.put(contact.id(), contact)));
        assertEquals(model.all(), held);
        assertEquals(held.size(), table.size());
        assertEquals(model.aorCount(), table.aorCount());
        assertTrue(held.size() > AORS, "too little was left to compare");
    }

    private Registration registration(Random random, int round) {
        String aor = aor(random);
        String callId = random.nextInt(3) == 0 ? "call" : "call-" + round;
        int cseq = random.nextInt(20);
        if (random.nextInt(20) == 0) {
            return Registrations.under(LIMITED, Registrations.removeAll(aor, callId, cseq));
        }
        RequestedContact[] contacts = new RequestedContact[random.nextInt(4)];
        for (int i = 0; i < contacts.length; i++) {
            contacts[i] = random.nextInt(4) == 0 ? Registrations.removal(uri(random)) : requested(random);
        }
        return Registrations.under(LIMITED, Registrations.register(aor, callId, cseq, contacts));
    }

    private RequestedContact requested(Random random) {
        long expires = random.nextInt(30) == 0 ? Binding.PERMANENT : now + random.nextInt(1, 900);
        RequestedBinding binding = new RequestedBinding(
                expires, random.nextInt(-1, 4) * 250, octets(random), octets(random), octets(random), octets(random),
                random.nextInt(-1, 1000), octets(random), random.nextLong());
        return new RequestedContact(Octets.of(uri(random)), false, binding);
    }

    private static String aor(Random random) {
        return "us\u00e9r" + random.nextInt(AORS) + "@example.com";
    }

    /** Few, so that they meet; some are equal by RFC 3261 19.1.4 and one is no SIP URI. */
    private static String uri(Random random) {
        int phone = random.nextInt(6);
        return switch (random.nextInt(8)) {
            case 0 -> "sip:Phone" + phone + "@EXAMPLE.com";
            case 1 -> "sip:%50hone" + phone + "@example.com;x=" + random.nextInt(3);
            case 2 -> "tel:" + phone;
            default -> "sip:Phone" + phone + "@example.com";
        };
    }

    /** Null, empty, short, or longer than a length byte tells. */
    private static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "\u00fc\u20ac".repeat(random.nextInt(120));
            case 3 -> "x".repeat(random.nextInt(20_000));
            default -> "text " + random.nextInt(5);
        };
    }

    private static Octets octets(Random random) {
        String text = text(random);
        return text == null ? null : Octets.of(text);
    }
}
