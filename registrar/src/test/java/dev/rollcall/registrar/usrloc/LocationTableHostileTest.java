package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.binding;
import static dev.rollcall.registrar.usrloc.Registrations.contact;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static dev.rollcall.registrar.usrloc.Registrations.removeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What senders or rows may do on purpose. */
class LocationTableHostileTest {
    private static final String ALICE = "alice@example.com";
    private static final String PHONE = "sip:alice@192.0.2.1:5060";
    private static final long LATER = NOW + 3600;

    private final LocationTable table =
            Registrations.table(new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED));

    @Test
    void aorsOfOneCoreHash_areEvenUnderTheKeyedHash() {
        List<String> aors = aorsOfOneCoreHash();
        AorHash keyed = new AorHash(0x0123456789abcdefL, 0x1032547698badcfeL);
        Set<Integer> places = new HashSet<>();
        for (String aor : aors) {
            assertEquals(hash(aors.get(0)), hash(aor));
            places.add(keyed.of(Octets.of(aor)) & 0xf_ffff);
        }

        // of 40 320 at random in 2^20 places about 39 550 are different
        assertTrue(places.size() > 39_000, places.size() + " places");
    }

    @Test
    void aorsOfOneCoreHash_areAllKept() {
        List<String> aors = aorsOfOneCoreHash();
        for (String aor : aors) {
            table.save(one(aor, PHONE, "a", 1, LATER), NOW);
        }

        assertEquals(aors.size(), table.aorCount());
        for (String aor : aors) {
            assertEquals(aor, table.contacts(aor, hash(aor), NOW).get(0).aor());
        }
    }

    @Test
    void textsOfMegabytes_areKeptAndLetGo() {
        Binding huge = new Binding(
                LATER, 1, "call", 1, NOW, 0, "flag", "\u00e9".repeat(100_000), "", "p".repeat(127), "s".repeat(128), 5,
                null, "k".repeat(3_000_000), "a".repeat(70_000), 9);
        Contact contact = new Contact(new ContactId(hash(ALICE) & 0xffff, 5, 0).pack(), ALICE, PHONE, huge);
        table.load(contact);
        assertEquals(List.of(contact), table.contacts(ALICE, hash(ALICE), NOW));

        table.save(one(ALICE, PHONE, "call", 2, LATER), NOW);

        Contact refreshed = contact.refreshed(binding("call", 2, LATER, Binding.UNSPECIFIED_Q));
        assertEquals(List.of(refreshed), table.contacts(ALICE, hash(ALICE), NOW));
        assertEquals(refreshed, table.byId(contact.id(), NOW).orElseThrow());
    }

    @Test
    void aorWithAllContactsThatItCanHave_isChangedAsAnyOther() {
        long id = new ContactId(hash(ALICE) & 0xffff, 5, 0).pack();
        int all = ContactId.MAX_CONTACT_LABEL + 1;
        for (int label = 0; label < all; label++) {
            table.load(new Contact(id | label, ALICE, "sip:" + label + "@h", binding("a", 1, LATER, 100)));
        }

        table.save(register(ALICE, "b", 1, contact("sip:16000@h", LATER, 900)), NOW);
        Accepted accepted = (Accepted) table.save(register(ALICE, "c", 1, contact("sip:5@h", LATER, 50)), NOW);

        assertEquals(all, accepted.bindings().size());
        assertEquals(Octets.of("sip:16000@h"), accepted.bindings().get(0).uri());
        assertEquals(Octets.of("sip:5@h"), accepted.bindings().get(all - 1).uri());
        assertEquals(
                accepted.bindings(),
                table.contacts(ALICE, hash(ALICE), NOW).stream().map(Registrations::current).toList());

        assertEquals(new Accepted(List.of()), table.save(removeAll(ALICE, "d", 1), NOW));
        assertEquals(0, table.size());
        assertEquals(0, table.aorCount());
    }

    /** core_hash adds words of four bytes up, so their order does not matter to it. */
    private static List<String> aorsOfOneCoreHash() {
        List<String> aors = new ArrayList<>();
        permute(new ArrayList<>(List.of("adam", "beth", "carl", "dora", "emil", "finn", "gwen", "hugo")), 0, aors);
        return aors;
    }

    private static void permute(List<String> words, int from, List<String> aors) {
        if (from == words.size()) {
            aors.add(String.join("", words));
        }
        for (int i = from; i < words.size(); i++) {
            Collections.swap(words, from, i);
            permute(words, from + 1, aors);
            Collections.swap(words, from, i);
        }
    }
}
