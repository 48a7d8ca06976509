package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.binding;
import static dev.rollcall.registrar.usrloc.Registrations.contact;
import static dev.rollcall.registrar.usrloc.Registrations.fetch;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static dev.rollcall.registrar.usrloc.Registrations.removal;
import static dev.rollcall.registrar.usrloc.Registrations.removeAll;
import static dev.rollcall.registrar.usrloc.Registrations.under;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Delete;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import dev.rollcall.registrar.usrloc.ChangeSet.Update;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationTableTest {
    private static final String ALICE = "alice@example.com";
    private static final String PHONE = "sip:alice@192.0.2.1:5060";
    private static final String DESK = "sip:alice@192.0.2.2:5060";
    private static final long LATER = NOW + 3600;

    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);

    private final TwinTables table = new TwinTables(PARAMETERS);

    @Test
    void save_newContact_isInsertedWithAnIdOfItsAor() {
        SaveResult result = table.save(one(ALICE, PHONE, "a", 1, LATER), NOW);

        Contact contact = accepted(result).get(0);
        assertEquals(List.of(new Insert(contact)), result.changes().changes());
        assertEquals(PHONE, contact.uri());
        assertEquals(hash(ALICE) & 0xffff, ContactId.aorHash(contact.id()));
        assertNotEquals(0, ContactId.recordLabel(contact.id()));
        assertEquals(List.of(contact), contacts(ALICE, NOW));
        assertEquals(Optional.of(contact), table.byId(contact.id(), NOW));
        assertEquals(1, table.size());
        assertEquals(1, table.aorCount());
    }

    @Test
    void save_refresh_keepsIdAndUri() {
        Contact before = accepted(table.save(one(ALICE, PHONE, "a", 1, LATER), NOW)).get(0);

        SaveResult result = table.save(one(ALICE, PHONE, "a", 2, LATER + 60), NOW + 60);

        Contact after = before.refreshed(binding("a", 2, LATER + 60, Binding.UNSPECIFIED_Q, NOW + 60));
        assertEquals(List.of(new Update(after)), result.changes().changes());
        assertEquals(List.of(after), contacts(ALICE, NOW));
        assertEquals(Optional.of(after), table.byId(before.id(), NOW));
        assertEquals(1, table.size());
    }

    @Test
    void save_equalUriWrittenOtherwise_refreshesTheStoredContact() {
        Contact before = accepted(table.save(one(ALICE, "sip:alice@Host.example.com;x=1", "a", 1, LATER), NOW)).get(0);

        // RFC 3261 19.1.4: the host in any case, escapes resolved, a parameter that only one of them has ignored
        SaveResult result = table.save(one(ALICE, "sip:%61lice@hOST.example.com", "a", 2, LATER), NOW);

        assertEquals(before.id(), accepted(result).get(0).id());
        assertEquals("sip:alice@Host.example.com;x=1", accepted(result).get(0).uri());
        assertEquals(1, table.size());
    }

    @Test
    void save_secondContact_hasTheRecordsLabelAndTheNextContactLabel() {
        long first = accepted(table.save(one(ALICE, PHONE, "a", 1, LATER), NOW)).get(0).id();
        List<Contact> both = accepted(table.save(one(ALICE, DESK, "b", 1, LATER), NOW));

        long second = both.get(1).id();
        assertEquals(ContactId.recordLabel(first), ContactId.recordLabel(second));
        int next = ContactId.contactLabel(first) + 1 & ContactId.MAX_CONTACT_LABEL;
        assertEquals(next, ContactId.contactLabel(second));
    }

    @Test
    void save_severalContacts_areListedByDescendingQThenAsTheyCame() {
        table.save(
                register(
                        ALICE,
                        "a",
                        1,
                        contact("sip:1@h", LATER, 300),
                        contact("sip:2@h", LATER, Binding.UNSPECIFIED_Q),
                        contact("sip:3@h", LATER, 1000),
                        contact("sip:4@h", LATER, 300)),
                NOW);

        assertEquals(List.of("sip:3@h", "sip:1@h", "sip:4@h", "sip:2@h"), uris(contacts(ALICE, NOW)));
    }

    @Test
    void save_sameUriTwice_isOneContactAndTheLastDecides() {
        SaveResult result = table.save(
                register(ALICE, "a", 1, contact(PHONE, LATER, 100), contact(PHONE, LATER, 700)), NOW);

        assertEquals(1, result.changes().changes().size());
        assertEquals(700, accepted(result).get(0).binding().q());

        SaveResult removed = table.save(
                register(ALICE, "a", 2, contact(PHONE, LATER, 100), removal(PHONE)), NOW);
        assertEquals(List.of(new Delete(accepted(result).get(0))), removed.changes().changes());
        assertEquals(0, table.size());
    }

    @Test
    void save_newUriAddedAndRemovedInOneRequest_changesNothing() {
        SaveResult result = table.save(
                register(ALICE, "a", 1, contact(PHONE, LATER, 100), removal(PHONE)), NOW);

        assertEquals(ChangeSet.EMPTY, result.changes());
        assertEquals(List.of(), accepted(result));
        assertEquals(0, table.aorCount());
    }

    @Test
    void save_removal_removesOnlyThatContact() {
        table.save(one(ALICE, PHONE, "a", 1, LATER), NOW);
        Contact desk = accepted(table.save(one(ALICE, DESK, "b", 1, LATER), NOW)).get(1);

        SaveResult result = table.save(register(ALICE, "a", 2, removal(PHONE)), NOW);

        assertInstanceOf(Delete.class, result.changes().changes().get(0));
        assertEquals(List.of(desk), accepted(result));
        assertEquals(List.of(desk), contacts(ALICE, NOW));
    }

    @Test
    void save_removalOfAnUnknownContact_isAccepted() {
        SaveResult result = table.save(register(ALICE, "a", 1, removal(PHONE)), NOW);

        assertEquals(List.of(), accepted(result));
        assertEquals(ChangeSet.EMPTY, result.changes());
        assertEquals(0, table.aorCount());
    }

    @Test
    void save_removeAll_removesEveryContactAndTheRecord() {
        table.save(one(ALICE, PHONE, "a", 1, LATER), NOW);
        Contact desk = accepted(table.save(one(ALICE, DESK, "b", 1, LATER), NOW)).get(1);

        SaveResult result = table.save(removeAll(ALICE, "c", 1), NOW);

        assertEquals(2, result.changes().changes().size());
        assertEquals(List.of(), accepted(result));
        assertEquals(Optional.empty(), table.byId(desk.id(), NOW));
        assertEquals(0, table.aorCount());
        assertEquals(0, table.size());
    }

    @Test
    void save_cseqNotHigherUnderTheSameCallId_isRefusedWhole() {
        table.save(one(ALICE, PHONE, "a", 7, LATER), NOW);

        for (Registration late : List.of(
                one(ALICE, PHONE, "a", 7, LATER),
                one(ALICE, PHONE, "a", 6, LATER),
                register(ALICE, "a", 7, removal(PHONE)),
                removeAll(ALICE, "a", 7),
                register(ALICE, "a", 7, contact(DESK, LATER, 1), contact(PHONE, LATER, 1)))) {
            SaveResult result = table.save(late, NOW);
            assertEquals(new Refused(Reason.INVALID_CSEQ), result.outcome());
            assertEquals(ChangeSet.EMPTY, result.changes());
        }
        assertEquals(List.of(PHONE), uris(contacts(ALICE, NOW)));
        assertEquals(1, table.size());
    }

    @Test
    void save_lowerCseqUnderAnotherCallId_takesEffect() {
        table.save(one(ALICE, PHONE, "a", 7, LATER), NOW);

        assertEquals("b", accepted(table.save(one(ALICE, PHONE, "b", 1, LATER), NOW)).get(0).binding().callId());
        assertEquals(List.of(), accepted(table.save(removeAll(ALICE, "c", 1), NOW)));
    }

    @Test
    void save_moreThanMaxContacts_isRefusedButRefreshesGoOn() {
        SavePolicy two = SavePolicy.limited(2);
        table.save(under(two, one(ALICE, PHONE, "a", 1, LATER)), NOW);
        table.save(under(two, one(ALICE, DESK, "b", 1, LATER)), NOW);

        Outcome third = table.save(under(two, one(ALICE, "sip:3@h", "c", 1, LATER)), NOW).outcome();

        assertEquals(Reason.TOO_MANY_CONTACTS, assertInstanceOf(Refused.class, third).reason());
        assertEquals(2, accepted(table.save(under(two, one(ALICE, PHONE, "a", 2, LATER)), NOW)).size());
        Registration exchange = register(ALICE, "d", 1, removal(PHONE), contact("sip:3@h", LATER, -1));
        assertEquals(List.of(DESK, "sip:3@h"), uris(accepted(table.save(under(two, exchange), NOW))));
    }

    @Test
    void save_allContactLabelsUsed_isRefusedAndNothingChanges() {
        long id = new ContactId(hash(ALICE) & 0xffff, 5, 0).pack();
        for (int label = 0; label <= ContactId.MAX_CONTACT_LABEL; label++) {
            table.load(new Contact(id | label, ALICE, "sip:" + label + "@h", binding("a", 1, LATER, -1)));
        }

        Outcome outcome = table.save(one(ALICE, PHONE, "b", 1, LATER), NOW).outcome();

        assertEquals(Reason.NO_FREE_LABEL, assertInstanceOf(Refused.class, outcome).reason());
        assertEquals(ContactId.MAX_CONTACT_LABEL + 1, table.size());
    }

    @Test
    void save_fetch_changesNothing() {
        Contact phone = accepted(table.save(one(ALICE, PHONE, "a", 1, NOW + 10), NOW)).get(0);

        SaveResult fetched = table.save(fetch(ALICE), NOW);
        assertEquals(List.of(phone), accepted(fetched));
        assertEquals(ChangeSet.EMPTY, fetched.changes());
        SaveResult expired = table.save(fetch(ALICE), NOW + 10);
        assertEquals(List.of(), accepted(expired));
        assertEquals(ChangeSet.EMPTY, expired.changes());
        assertEquals(1, table.size());
    }

    @Test
    void save_expiredContactAgain_isANewContactAndDeletesTheOldRow() {
        Contact old = accepted(table.save(one(ALICE, PHONE, "a", 1, NOW + 10), NOW)).get(0);

        // the CSeq of what has expired does not matter any more
        SaveResult result = table.save(one(ALICE, PHONE, "a", 1, LATER), NOW + 10);

        Contact fresh = accepted(result).get(0);
        assertNotEquals(old.id(), fresh.id());
        assertEquals(List.of(new Delete(old), new Insert(fresh)), result.changes().changes());
        assertEquals(Optional.empty(), table.byId(old.id(), NOW + 10));
        assertEquals(ChangeSet.EMPTY, table.expire(NOW + 20, 100));
    }

    @Test
    void expire_clockMoved_takesOutWhatHasExpiredOnceAndNothingElse() {
        Contact soon = accepted(table.save(one(ALICE, PHONE, "a", 1, NOW + 10), NOW)).get(0);
        Contact later = accepted(table.save(one(ALICE, DESK, "b", 1, LATER), NOW)).get(1);
        Contact permanent =
                accepted(table.save(one("bob@h", "sip:bob@h", "c", 1, Binding.PERMANENT), NOW)).get(0);

        assertEquals(ChangeSet.EMPTY, table.expire(NOW, 100));
        assertEquals(ChangeSet.EMPTY, table.expire(NOW + 9, 100));
        assertEquals(List.of(later), contacts(ALICE, NOW + 10));
        assertEquals(Optional.empty(), table.byId(soon.id(), NOW + 10));
        assertEquals(List.of(new Delete(soon)), table.expire(NOW + 10, 100).changes());
        assertEquals(ChangeSet.EMPTY, table.expire(NOW + 11, 100));
        assertEquals(List.of(new Delete(later)), table.expire(NOW + 1_000_000, 100).changes());
        assertEquals(List.of(permanent), contacts("bob@h", NOW + 1_000_000));
        assertEquals(1, table.aorCount());
        assertEquals(1, table.size());
    }

    @Test
    void expire_afterRefreshes_followsTheLastExpiry() {
        table.expire(NOW, 100);
        table.save(one(ALICE, PHONE, "a", 1, NOW + 5000), NOW);
        table.save(one(ALICE, PHONE, "a", 2, NOW + 60), NOW);
        table.save(one(ALICE, PHONE, "a", 3, NOW + 700), NOW);
        table.save(one(ALICE, PHONE, "a", 4, NOW + 600), NOW);

        for (long now = NOW; now < NOW + 600; now++) {
            assertEquals(ChangeSet.EMPTY, table.expire(now, 100));
        }
        assertEquals(1, table.expire(NOW + 600, 100).changes().size());
    }

    @Test
    void expire_clockSetBack_losesNoExpiry() {
        table.expire(NOW, 100);
        table.save(one(ALICE, PHONE, "a", 1, NOW + 60), NOW);
        table.expire(NOW - 86_400, 100);
        table.save(one("bob@h", "sip:bob@h", "b", 1, NOW - 86_300), NOW - 86_400);

        assertEquals(List.of("sip:bob@h"), deletedUris(table.expire(NOW - 86_300, 100)));
        assertEquals(List.of(PHONE), deletedUris(table.expire(NOW + 60, 100)));
    }

    @Test
    void expire_limit_leavesTheRestForTheNextCall() {
        for (int i = 0; i < 1000; i++) {
            table.save(one("u" + i + "@h", "sip:u@h", "a", 1, NOW + 60), NOW);
        }

        int calls = 0;
        int deleted = 0;
        for (int n; (n = table.expire(NOW + 60, 100).changes().size()) > 0; deleted += n) {
            assertEquals(100, n);
            calls++;
        }
        assertEquals(10, calls);
        assertEquals(1000, deleted);
        assertEquals(0, table.aorCount());
    }

    @Test
    void load_expiredRow_isKeptOutOfSightUntilExpiryDeletesIt() {
        Contact row = new Contact(id(ALICE, 3, 4), ALICE, PHONE, binding("a", 1, NOW - 1, -1));
        table.load(row);

        assertEquals(List.of(), contacts(ALICE, NOW));
        assertEquals(1, table.size());
        assertEquals(List.of(new Delete(row)), table.expire(NOW, 100).changes());
        assertEquals(0, table.size());
    }

    @Test
    void load_idOfAnotherAor_isRefused() {
        Contact stranger = new Contact(id("bob@h", 3, 4), ALICE, PHONE, binding("a", 1, LATER, -1));

        assertThrows(IllegalArgumentException.class, () -> table.load(stranger));
        assertEquals(0, table.size());
    }

    @Test
    void load_labelsAtTheirEnd_nextContactTakesAFreeOne() {
        // OpenSIPS: with contact labels 16383 and 0 loaded the next contact gets the ID of the one with 0
        table.load(new Contact(id(ALICE, 9, 16383), ALICE, PHONE, binding("a", 1, LATER, -1)));
        table.load(new Contact(id(ALICE, 9, 0), ALICE, DESK, binding("a", 1, LATER, -1)));

        long id = accepted(table.save(one(ALICE, "sip:3@h", "b", 1, LATER), NOW)).get(2).id();

        assertEquals(id(ALICE, 9, 1), id);
    }

    @Test
    void save_uriThatWasLoadedTwice_leavesOneContactOrNone() {
        Contact first = new Contact(id(ALICE, 9, 1), ALICE, PHONE, binding("a", 1, LATER, -1));
        Contact copy = new Contact(id(ALICE, 9, 2), ALICE, PHONE, binding("b", 1, LATER, -1));
        table.load(first);
        table.load(copy);

        SaveResult refresh = table.save(one(ALICE, PHONE, "a", 2, LATER), NOW);

        Contact refreshed = first.refreshed(binding("a", 2, LATER, -1));
        assertEquals(List.of(new Update(refreshed), new Delete(copy)), refresh.changes().changes());
        assertEquals(List.of(refreshed), contacts(ALICE, NOW));
        assertEquals(1, table.size());
    }

    @Test
    void load_rows_areListedByDescendingQThenAsTheyCame() {
        int[] qs = {500, -1, 1000, 500, -1};
        for (int i = 0; i < qs.length; i++) {
            table.load(new Contact(id(ALICE, 9, i), ALICE, "sip:" + i + "@h", binding("a", 1, LATER, qs[i])));
        }

        assertEquals(List.of("sip:2@h", "sip:0@h", "sip:3@h", "sip:1@h", "sip:4@h"), uris(contacts(ALICE, NOW)));
    }

    static Stream<IdParameters> everyFormatAndHashSize() {
        return Stream.of(ContactIdFormat.values()).flatMap(format -> IntStream.rangeClosed(2, 16)
                .mapToObj(size -> new IdParameters(format, size, true, CharSign.SIGNED)));
    }

    @ParameterizedTest
    @MethodSource("everyFormatAndHashSize")
    void byId_everyFormatAndHashSize_findsEachContact(IdParameters parameters) {
        TwinTables any = new TwinTables(parameters);
        List<Contact> saved = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String aor = "user" + i + "@example.com";
            any.save(one(aor, PHONE, "a", 1, LATER), NOW);
            saved.addAll(accepted(any.save(one(aor, DESK, "b", 1, LATER), NOW)));
        }

        Set<Long> ids = new HashSet<>();
        for (Contact contact : saved) {
            assertTrue(ids.add(contact.id()));
            assertEquals(Optional.of(contact), any.byId(contact.id(), NOW));
            assertEquals(parameters.aorHash(contact.aor()), ContactId.aorHash(contact.id()));
            // the whole ID counts, not only its labels (OpenSIPS compares those alone)
            assertEquals(Optional.empty(), any.byId(contact.id() ^ 1L << 61, NOW));
        }
        assertEquals(1000, ids.size());
        List<Contact> seen = new ArrayList<>();
        any.forEach(seen::add);
        assertEquals(Set.copyOf(saved), Set.copyOf(seen));
    }

    @Test
    void byId_rowsWithSplitRecordLabels_findsEach() {
        Contact first = new Contact(id(ALICE, 1, 5), ALICE, PHONE, binding("a", 1, LATER, -1));
        Contact split = new Contact(id(ALICE, 2, 5), ALICE, DESK, binding("a", 1, LATER, -1));
        table.load(first);
        table.load(split);

        assertEquals(Optional.of(first), table.byId(first.id(), NOW));
        assertEquals(Optional.of(split), table.byId(split.id(), NOW));
        assertEquals(List.of(first, split), contacts(ALICE, NOW));
    }

    @Test
    void save_recordLabelSharedWithAnotherAor_neverRepeatsAnId() {
        IdParameters parameters = new IdParameters(ContactIdFormat.DOCUMENTED, 2, true, CharSign.SIGNED);
        TwinTables any = new TwinTables(parameters);
        String bob = Stream.iterate(1, n -> n + 1).map(n -> "bob" + n + "@h")
                .filter(aor -> parameters.aorHash(aor) == parameters.aorHash(ALICE)).findFirst().orElseThrow();
        int hash = parameters.aorHash(ALICE);
        any.load(new Contact(ContactId.pack(hash, 9, 1), ALICE, PHONE, binding("a", 1, LATER, -1)));
        any.load(new Contact(ContactId.pack(hash, 9, 2), bob, PHONE, binding("a", 1, LATER, -1)));

        long id = accepted(any.save(one(ALICE, DESK, "b", 1, LATER), NOW)).get(1).id();

        assertEquals(ContactId.pack(hash, 9, 3), id);
        assertEquals(ALICE, any.byId(id, NOW).orElseThrow().aor());
        assertEquals(bob, any.byId(ContactId.pack(hash, 9, 2), NOW).orElseThrow().aor());
    }

    @Test
    void prepare_newContact_isInvisibleUntilCommitted() {
        Pending pending = table.prepare(one(ALICE, PHONE, "a", 1, LATER), NOW).orElseThrow();
        Contact contact = pending.changes().changes().get(0).contact();

        assertEquals(List.of(), contacts(ALICE, NOW));
        assertEquals(Optional.empty(), table.byId(contact.id(), NOW));
        assertEquals(0, table.aorCount());
        assertEquals(Optional.empty(), table.prepare(one(ALICE, DESK, "b", 1, LATER), NOW));
        assertEquals(Optional.empty(), table.prepare(fetch(ALICE), NOW));
        assertTrue(table.prepare(one("bob@h", PHONE, "b", 1, LATER), NOW).isPresent());

        table.commit(pending);

        assertEquals(List.of(contact), contacts(ALICE, NOW));
        assertEquals(Optional.of(contact), table.byId(contact.id(), NOW));
        assertEquals(1, table.aorCount());
        assertTrue(table.prepare(one(ALICE, DESK, "b", 1, LATER), NOW).isPresent());
    }

    @Test
    void prepare_refreshOrRemoval_showsTheOldStateUntilCommitted() {
        Contact old = accepted(table.save(one(ALICE, PHONE, "a", 1, LATER), NOW)).get(0);

        Pending refresh = table.prepare(one(ALICE, PHONE, "a", 2, LATER + 60), NOW).orElseThrow();
        assertEquals(List.of(old), contacts(ALICE, NOW));
        table.commit(refresh);
        assertEquals(2, contacts(ALICE, NOW).get(0).binding().cseq());

        Pending removal = table.prepare(removeAll(ALICE, "a", 3), NOW).orElseThrow();
        assertEquals(1, contacts(ALICE, NOW).size());
        table.commit(removal);
        assertEquals(List.of(), contacts(ALICE, NOW));
        assertEquals(0, table.size());
    }

    @Test
    void abort_pendingChange_leavesTheOldStateAndFreesTheAor() {
        Contact old = accepted(table.save(one(ALICE, PHONE, "a", 1, LATER), NOW)).get(0);
        Pending pending = table.prepare(one(ALICE, DESK, "b", 1, LATER), NOW).orElseThrow();
        long lost = pending.changes().changes().get(0).contact().id();

        table.abort(pending);

        assertEquals(List.of(old), contacts(ALICE, NOW));
        Pending again = table.prepare(one(ALICE, DESK, "b", 1, LATER), NOW).orElseThrow();
        assertNotEquals(lost, again.changes().changes().get(0).contact().id());
        assertThrows(IllegalStateException.class, () -> {
            table.commit(again);
            table.commit(again);
        });
    }

    @Test
    void prepare_fetchOrRefusal_isSettledAndHoldsNothing() {
        table.save(one(ALICE, PHONE, "a", 2, LATER), NOW);

        Pending refused = table.prepare(one(ALICE, PHONE, "a", 1, LATER), NOW).orElseThrow();
        assertTrue(refused.isSettled());
        assertInstanceOf(Refused.class, refused.outcome());
        Pending fetch = table.prepare(fetch(ALICE), NOW).orElseThrow();
        assertTrue(fetch.isSettled());
        table.commit(fetch);
        assertEquals(1, table.size());
    }

    @Test
    void expire_whilePending_waitsForTheEnd() {
        Contact old = accepted(table.save(one(ALICE, PHONE, "a", 1, NOW + 10), NOW)).get(0);
        Pending refresh = table.prepare(one(ALICE, PHONE, "a", 2, LATER), NOW + 9).orElseThrow();

        assertEquals(ChangeSet.EMPTY, table.expire(NOW + 10, 100));
        table.abort(refresh);
        assertEquals(List.of(new Delete(old)), table.expire(NOW + 11, 100).changes());
    }

    @Test
    void relabel_keyClashOfAPendingContact_changesItsIdOnly() {
        Pending pending = table.prepare(one(ALICE, PHONE, "a", 1, LATER), NOW).orElseThrow();
        Contact clashed = pending.changes().changes().get(0).contact();

        Pending relabelled = table.relabel(pending, clashed.id()).orElseThrow();
        table.commit(relabelled);

        Contact contact = contacts(ALICE, NOW).get(0);
        assertNotEquals(clashed.id(), contact.id());
        assertEquals(clashed.relabelled(contact.id()), contact);
        assertEquals(List.of(new Insert(contact)), relabelled.changes().changes());
        assertEquals(Optional.empty(), table.byId(clashed.id(), NOW));
        assertEquals(Optional.of(contact), table.byId(contact.id(), NOW));
    }

    @Test
    void relabel_keyClashOfASavedContact_changesItsIdOnly() {
        Contact desk = accepted(table.save(one(ALICE, DESK, "b", 1, LATER), NOW)).get(0);
        Contact phone = accepted(table.save(one(ALICE, PHONE, "a", 1, LATER), NOW)).get(1);

        Contact relabelled = table.relabel(desk.id()).orElseThrow();

        assertEquals(desk.relabelled(relabelled.id()), relabelled);
        assertEquals(List.of(relabelled, phone), contacts(ALICE, NOW));
        assertEquals(Optional.empty(), table.byId(desk.id(), NOW));
        assertEquals(Optional.of(relabelled), table.byId(relabelled.id(), NOW));
        assertEquals(Optional.empty(), table.relabel(desk.id()));
        assertEquals(2, table.size());
    }

    private List<Contact> contacts(String aor, long now) {
        return table.contacts(aor, hash(aor), now);
    }

    private static List<Contact> accepted(SaveResult result) {
        List<CurrentBinding> bindings = result.contacts().stream().map(Registrations::current).toList();
        assertEquals(new Accepted(bindings), result.outcome());
        return result.contacts();
    }

    private static List<String> uris(List<Contact> contacts) {
        return contacts.stream().map(Contact::uri).toList();
    }

    private static List<String> deletedUris(ChangeSet changes) {
        return changes.changes().stream().map(Change::contact).map(Contact::uri).toList();
    }

    private static long id(String aor, long recordLabel, int contactLabel) {
        return new ContactId(hash(aor) & 0xffff, recordLabel, contactLabel).pack();
    }
}
