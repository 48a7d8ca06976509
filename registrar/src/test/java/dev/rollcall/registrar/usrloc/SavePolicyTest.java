package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.binding;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static dev.rollcall.registrar.usrloc.Registrations.under;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.modparam.ContactMatching;
import dev.rollcall.modparam.ContactMatching.By;
import dev.rollcall.modparam.ContactOverflow;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a registration meets the contacts of its AOR, in a table that saves and in one that prepares and commits. */
class SavePolicyTest {
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final String ALICE = "alice@example.com";
    private static final String HOME = "<urn:uuid:00000000-0000-1000-8000-000000000001>";
    private static final String AWAY = "<urn:uuid:00000000-0000-1000-8000-000000000002>";
    private static final long LATER = NOW + 3600;

    private final TwinTables table = new TwinTables(PARAMETERS);

    @Test
    void dropOldest_oneTooMany_replacesWhoWasNotHeardOfForLongest() {
        SavePolicy policy = policy(2, ContactOverflow.DROP_OLDEST, ContactMatching.URI);
        saved(policy, one(ALICE, "sip:1@h", "a", 1, LATER), NOW);
        saved(policy, one(ALICE, "sip:2@h", "b", 1, LATER), NOW + 1);
        saved(policy, one(ALICE, "sip:1@h", "a", 2, LATER), NOW + 2);

        assertEquals(List.of("sip:1@h", "sip:3@h"), saved(policy, one(ALICE, "sip:3@h", "c", 1, LATER), NOW + 3));
    }

    @Test
    void dropOldest_permanentContacts_stay() {
        SavePolicy policy = policy(1, ContactOverflow.DROP_OLDEST, ContactMatching.URI);
        long id = new ContactId(hash(ALICE) & 0xffff, 5, 0).pack();
        table.load(new Contact(id, ALICE, "sip:fixed@h", binding("a", 1, Binding.PERMANENT, -1)));

        assertEquals(Reason.TOO_MANY_CONTACTS, refused(policy, one(ALICE, "sip:1@h", "b", 1, LATER)));
    }

    @Test
    void dropOldest_moreInOneRequestThanMayBe_isRefused() {
        SavePolicy policy = policy(1, ContactOverflow.DROP_OLDEST, ContactMatching.URI);
        Registration two = register(ALICE, "a", 1, contact("sip:1@h", null), contact("sip:2@h", null));

        assertEquals(Reason.TOO_MANY_CONTACTS, refused(policy, two));
    }

    @Test
    void replaceSameInstance_oneTooMany_replacesThePhoneThatHasMoved() {
        SavePolicy policy = policy(2, ContactOverflow.REPLACE_SAME_INSTANCE, ContactMatching.URI);
        saved(policy, register(ALICE, "a", 1, contact("sip:1@h", HOME)), NOW);
        saved(policy, register(ALICE, "b", 1, contact("sip:2@h", AWAY)), NOW);

        assertEquals(
                List.of("sip:2@h", "sip:3@h"),
                saved(policy, register(ALICE, "c", 1, contact("sip:3@h", HOME)), NOW));
        assertEquals(Reason.TOO_MANY_CONTACTS, refused(policy, one(ALICE, "sip:4@h", "d", 1, LATER)));
    }

    @Test
    void matchingUriAndCallId_anotherCall_isAnotherContact() {
        SavePolicy policy = matching(new ContactMatching(By.URI_AND_CALL_ID, ""));
        saved(policy, one(ALICE, "sip:1@h", "a", 1, LATER), NOW);

        assertEquals(List.of("sip:1@h", "sip:1@h"), saved(policy, one(ALICE, "sip:1@h", "b", 1, LATER), NOW));
        assertEquals(List.of("sip:1@h", "sip:1@h"), saved(policy, one(ALICE, "sip:1@h", "a", 2, LATER), NOW));
        assertEquals(Reason.INVALID_CSEQ, refused(policy, one(ALICE, "sip:1@h", "b", 1, LATER)));
    }

    @Test
    void matchingInstance_anotherAddress_replacesTheOldOne() {
        SavePolicy policy = matching(new ContactMatching(By.INSTANCE, ""));
        saved(policy, register(ALICE, "a", 5, contact("sip:1@h", HOME)), NOW);
        saved(policy, register(ALICE, "b", 1, contact("sip:2@h", AWAY)), NOW);

        assertEquals(
                List.of("sip:2@h", "sip:3@h"),
                saved(policy, register(ALICE, "c", 1, contact("sip:3@h", HOME)), NOW));
        assertEquals(
                Reason.INVALID_CSEQ, refused(policy, register(ALICE, "c", 1, contact("sip:4@h", HOME))));
        assertEquals(
                List.of("sip:2@h", "sip:3@h", "sip:5@h"),
                saved(policy, register(ALICE, "d", 1, contact("sip:5@h", null)), NOW));
    }

    @Test
    void matchingInstance_removal_removesWhereverItWas() {
        SavePolicy policy = matching(new ContactMatching(By.INSTANCE, ""));
        saved(policy, register(ALICE, "a", 1, contact("sip:1@h", HOME)), NOW);

        RequestedContact asked = contact("sip:2@h", HOME);
        RequestedContact removal = new RequestedContact(asked.uri(), true, asked.binding());
        assertEquals(List.of(), saved(policy, register(ALICE, "b", 1, removal), NOW));
    }

    @Test
    void matchingParameter_sameValue_replacesTheOldAddress() {
        SavePolicy policy = matching(new ContactMatching(By.PARAMETER, "line"));
        saved(policy, one(ALICE, "sip:1@h;line=x1", "a", 1, LATER), NOW);
        saved(policy, one(ALICE, "sip:1@h;line", "b", 1, LATER), NOW);

        assertEquals(
                List.of("sip:1@h;line", "sip:2@h;LINE=x1"),
                saved(policy, one(ALICE, "sip:2@h;LINE=x1", "c", 1, LATER), NOW));
        assertEquals(
                List.of("sip:1@h;line", "sip:2@h;LINE=x1", "sip:3@h;line"),
                saved(policy, one(ALICE, "sip:3@h;line", "d", 1, LATER), NOW));
    }

    @Test
    void sameCseq_allowed_refreshesAndALowerOneStaysRefused() {
        SavePolicy policy = new SavePolicy(0, ContactOverflow.REJECT, ContactMatching.URI, true);
        saved(policy, one(ALICE, "sip:1@h", "a", 7, LATER), NOW);

        assertEquals(List.of("sip:1@h"), saved(policy, one(ALICE, "sip:1@h", "a", 7, LATER), NOW));
        assertEquals(Reason.INVALID_CSEQ, refused(policy, one(ALICE, "sip:1@h", "a", 6, LATER)));
    }

    private List<String> saved(SavePolicy policy, Registration registration, long now) {
        SaveResult result = table.save(under(policy, registration), now);
        assertInstanceOf(Accepted.class, result.outcome());
        return result.contacts().stream().map(Contact::uri).toList();
    }

    private Reason refused(SavePolicy policy, Registration registration) {
        return assertInstanceOf(Refused.class, table.save(under(policy, registration), NOW).outcome()).reason();
    }

    private static SavePolicy policy(int maxContacts, ContactOverflow overflow, ContactMatching matching) {
        return new SavePolicy(maxContacts, overflow, matching, false);
    }

    private static SavePolicy matching(ContactMatching matching) {
        return policy(0, ContactOverflow.REJECT, matching);
    }

    private static RequestedContact contact(String uri, String instance) {
        RequestedBinding binding = new RequestedBinding(
                LATER, -1, Octets.of("n/a"), null, null, Octets.of("udp:127.0.0.1:5060"),
                RequestedBinding.ALL_METHODS, instance == null ? null : Octets.of(instance), 0);
        return new RequestedContact(Octets.of(uri), false, binding);
    }
}
