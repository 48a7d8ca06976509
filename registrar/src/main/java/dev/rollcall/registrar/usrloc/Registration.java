package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import java.util.List;

/**
 * A REGISTER that was validated whole: what it wants of an AOR. Its texts may lie in the received message, so it is
 * valid as long as that is; whoever answers later works on {@link #retained}.
 *
 * @param aor the AOR as hashed and compared, byte for byte
 * @param aorHash its whole 32-bit core hash, computed once
 * @param callId the Call-ID, which orders CSeq numbers
 * @param cseq the CSeq number, 0 to 2^31-1
 * @param removeAll whether it is {@code Contact: *} with Expires 0
 * @param contacts the Contacts in the request's order; empty for a fetch
 * @param policy how it meets the contacts that are there
 * @param closedConnection where it is not 0, the contacts that came over this connection are removed and no others,
 *     whatever their CSeq
 */
public record Registration(
        Octets aor,
        int aorHash,
        Octets callId,
        long cseq,
        boolean removeAll,
        List<RequestedContact> contacts,
        SavePolicy policy,
        long closedConnection) {

    /** What a REGISTER wants. */
    public Registration(
            Octets aor,
            int aorHash,
            Octets callId,
            long cseq,
            boolean removeAll,
            List<RequestedContact> contacts,
            SavePolicy policy) {
        this(aor, aorHash, callId, cseq, removeAll, contacts, policy, 0);
    }

    /** What the end of a connection wants of an AOR. */
    public static Registration ofClosedConnection(Octets aor, int aorHash, long connectionId) {
        return new Registration(aor, aorHash, Octets.EMPTY, 0, true, List.of(), SavePolicy.DEFAULT, connectionId);
    }

    /** Whether it only asks which contacts there are (RFC 3261 10.2.3). */
    public boolean isFetch() {
        return contacts.isEmpty() && !removeAll;
    }

    /** The same with texts of its own, valid without the message. */
    public Registration retained() {
        return new Registration(
                aor.retained(), aorHash, callId.retained(), cseq, removeAll,
                contacts.stream().map(RequestedContact::retained).toList(), policy, closedConnection);
    }

    /**
     * One Contact of a REGISTER.
     *
     * @param uri the URI as received, without angle brackets
     * @param remove whether it asks for removal (expires 0)
     * @param binding what to store; where it asks for removal only the instance counts
     */
    public record RequestedContact(Octets uri, boolean remove, RequestedBinding binding) {
        private RequestedContact retained() {
            return new RequestedContact(uri.retained(), remove, binding.retained());
        }
    }
}
