package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

import dev.rollcall.modparam.ContactMatching.By;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Decides what a registration does to an AOR by RFC 3261 10.3, steps 6 and 7, and changes nothing itself. One for a
 * shard, used again for each registration: first {@link #decide}, at the end {@link #clear}.
 *
 * <p>The Contacts are taken in turn, so of two that are the same URI the last one decides. A contact that has expired
 * is not matched any more: its deletion is part of the result, and registering it again makes a new contact with a new
 * ID. How Contacts are matched, and what happens where there are too many, is up to the {@link SavePolicy}.
 */
final class RegistrationPlan {
    /** Hears what a registration changes. */
    interface Changes {
        /** A contact has expired, or is removed. */
        void deleted(int contact, boolean expired);

        /** A contact is new. */
        void inserted(long id, Octets uri, RequestedBinding binding);

        /** A contact is refreshed. */
        void refreshed(int contact, RequestedBinding binding);
    }

    /** OpenSIPS' order: descending q, an unspecified one last; a stable sort keeps those of one q as they came. */
    private static final Comparator<CurrentBinding> DESCENDING_Q =
            Comparator.comparingInt(CurrentBinding::q).reversed();
    /** Of the expired ones; an AOR with more makes room for its own. */
    private static final int USUAL_CONTACTS = 8;

    private final AorBlocks aors;
    private final ContactBlocks contacts;
    private final PlannedContacts planned;
    private final ContactLimit limit;
    private Registration registration;
    private SavePolicy policy;
    private int aor;
    private int[] expired = new int[USUAL_CONTACTS];
    private int expiredSize;

    RegistrationPlan(AorBlocks aors, ContactBlocks contacts) {
        this.aors = aors;
        this.contacts = contacts;
        this.planned = new PlannedContacts(contacts);
        this.limit = new ContactLimit(contacts, planned);
    }

    /**
     * Decides.
     *
     * @param knownAor the AOR, or {@link Blocks#NONE} where the table does not know it
     * @return why it is refused, or {@code null}
     */
    Reason decide(Registration wanted, int knownAor, long now) {
        registration = wanted;
        policy = wanted.policy();
        aor = knownAor;
        readStored(now);
        if (!isInOrder()) {
            return Reason.INVALID_CSEQ;
        }
        return limit.admits(policy) ? null : Reason.TOO_MANY_CONTACTS;
    }

    /** The AOR, or {@link Blocks#NONE} where the table does not know it and need not. */
    int aor() {
        return aor;
    }

    /** Whether a contact is new, and has to be given an ID. */
    boolean addsContacts() {
        return planned.hasNew();
    }

    /**
     * Gives each new contact its ID.
     *
     * @param itsAor the AOR, which the table knows by now
     * @param newId the next ID, or nothing when no label is free
     * @return whether there was one for each
     */
    boolean giveIds(int itsAor, Supplier<OptionalLong> newId) {
        aor = itsAor;
        for (int i = 0; i < planned.size(); i++) {
            if (planned.get(i).isNew()) {
                OptionalLong id = newId.get();
                if (id.isEmpty()) {
                    return false;
                }
                planned.get(i).id = id.getAsLong();
            }
        }
        return true;
    }

    /** What an answer says, once all is changed. */
    Accepted outcome() {
        if (planned.size() == 1 && !planned.get(0).removed) {
            return new Accepted(List.of(binding(planned.get(0))));
        }
        List<CurrentBinding> bindings = new ArrayList<>(planned.size());
        for (int i = 0; i < planned.size(); i++) {
            if (!planned.get(i).removed) {
                bindings.add(binding(planned.get(i)));
            }
        }
        bindings.sort(DESCENDING_Q);
        return new Accepted(List.copyOf(bindings));
    }

    /** Tells what changes, in order; a fetch changes nothing, whatever has expired. */
    void tell(Changes changes) {
        if (registration.isFetch()) {
            return;
        }
        for (int i = 0; i < expiredSize; i++) {
            changes.deleted(expired[i], true);
        }
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            if (contact.isNew()) {
                changes.inserted(contact.id, contact.first.uri(), contact.decider.binding());
            } else if (contact.isRemoved()) {
                changes.deleted(contact.block, false);
            } else if (contact.isRefreshed()) {
                changes.refreshed(contact.block, contact.decider.binding());
            }
        }
    }

    /** Lets go of the registration. */
    void clear() {
        registration = null;
        policy = null;
        planned.clear();
        expired = expiredSize > USUAL_CONTACTS ? new int[USUAL_CONTACTS] : expired;
        expiredSize = 0;
    }

    private void readStored(long now) {
        int contact = aor == NONE ? NONE : aors.firstContact(aor);
        for (; contact != NONE; contact = contacts.next(contact)) {
            if (contacts.isValid(contact, now)) {
                planned.add().setStored(contact);
            } else {
                addExpired(contact);
            }
        }
    }

    /** Takes the Contacts in turn until one is out of order. */
    private boolean isInOrder() {
        return registration.removeAll() ? isRemovalInOrder() : isApplicationInOrder();
    }

    private boolean isRemovalInOrder() {
        if (registration.closedConnection() != 0) {
            removeClosed();
            return true;
        }
        for (int i = 0; i < planned.size(); i++) {
            planned.get(i).removed = true;
            if (!isNewer(planned.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void removeClosed() {
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            contact.removed = contacts.connectionId(contact.block) == registration.closedConnection();
        }
    }

    private boolean isApplicationInOrder() {
        List<RequestedContact> requested = registration.contacts();
        // by index: this is the way of every refresh, and an iterator would be garbage
        for (int i = 0; i < requested.size(); i++) {
            if (!apply(requested.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean apply(RequestedContact requested) {
        if (!replaceMoved(requested)) {
            return false;
        }
        PlannedContact match = find(requested.uri());
        if (match != null) {
            dropCopies(match);
            match.decider = requested;
            match.removed = requested.remove();
            return isNewer(match);
        }
        if (!requested.remove()) {
            planned.add().setNew(requested);
        }
        return true;
    }

    /**
     * The contact of a URI, or {@code null}: the URI as it stands before any that only compares equal. It is what
     * phones send, and needs no parsing.
     */
    private PlannedContact find(Octets uri) {
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            if (planned.hasUri(contact, uri) && isOfSameCall(contact)) {
                return contact;
            }
        }
        ContactUri wanted = new ContactUri(uri);
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            if (planned.uri(contact).matches(wanted) && isOfSameCall(contact)) {
                return contact;
            }
        }
        return null;
    }

    /** Whether the Call-ID, too, is the same where that has to be. */
    private boolean isOfSameCall(PlannedContact contact) {
        return policy.matching().by() != By.URI_AND_CALL_ID
                || contact.block == NONE
                || contacts.hasCallId(contact.block, registration.callId());
    }

    /**
     * Removes the contacts that a Contact is by something else than its URI: the phone has another address now. False
     * where one of them is newer than the registration.
     */
    private boolean replaceMoved(RequestedContact requested) {
        By by = policy.matching().by();
        if (by == By.URI || by == By.URI_AND_CALL_ID) {
            return true;
        }
        ContactUri wanted = new ContactUri(requested.uri());
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact other = planned.get(i);
            boolean same = by == By.INSTANCE
                    ? planned.hasInstance(other, requested.binding().sipInstance())
                    : planned.uri(other).hasSameParameter(wanted, policy.matching().parameter());
            if (same && !planned.hasUri(other, requested.uri())) {
                other.removed = true;
                if (!isNewer(other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A table that was loaded may hold one URI twice in an AOR (OpenSIPS: after a repair, or matching_mode 1). */
    private void dropCopies(PlannedContact kept) {
        if (planned.size() == 1) {
            return;
        }
        Octets uri = kept.block == NONE ? kept.first.uri() : contacts.uri(kept.block);
        for (int i = 0; i < planned.size(); i++) {
            PlannedContact contact = planned.get(i);
            if (contact != kept && planned.hasUri(contact, uri) && isOfSameCall(contact)) {
                contact.removed = true;
            }
        }
    }

    /**
     * Whether a contact may be changed: RFC 3261 10.3 wants a higher CSeq where the Call-ID is the stored one. OpenSIPS
     * lets an equal one pass for a while, as a retransmission; those do not come this far here.
     */
    private boolean isNewer(PlannedContact contact) {
        return contact.block == NONE
                || !contacts.hasCallId(contact.block, registration.callId())
                || contacts.cseq(contact.block) < registration.cseq()
                || policy.allowsSameCseq() && contacts.cseq(contact.block) == registration.cseq();
    }

    private CurrentBinding binding(PlannedContact contact) {
        Octets uri = contact.block == NONE ? contact.first.uri().retained() : contacts.uri(contact.block);
        if (contact.decider == null) {
            int stored = contact.block;
            return new CurrentBinding(
                    uri, contacts.q(stored), contacts.expires(stored), contacts.received(stored));
        }
        RequestedBinding binding = contact.decider.binding();
        Octets received = binding.received() == null ? null : binding.received().retained();
        return new CurrentBinding(uri, binding.q(), binding.expires(), received);
    }

    private void addExpired(int contact) {
        if (expiredSize == expired.length) {
            expired = Arrays.copyOf(expired, expiredSize * 2);
        }
        expired[expiredSize++] = contact;
    }
}
