package dev.rollcall.registrar.usrloc;

import dev.rollcall.modparam.ContactMatching;
import dev.rollcall.modparam.ContactOverflow;

/**
 * How a registration meets the contacts that its AOR already has (OpenSIPS: the flags of {@code save}). Immutable.
 *
 * @param maxContacts the most contacts that the AOR may have; 0 for no limit
 * @param overflow what happens where there would be more
 * @param matching which of them a Contact is
 * @param allowsSameCseq whether a CSeq equal to the stored one of the same Call-ID counts as newer (OpenSIPS:
 *     {@code allow_dup_cseq}); RFC 3261 10.3 step 7 wants a higher one
 */
public record SavePolicy(
        int maxContacts, ContactOverflow overflow, ContactMatching matching, boolean allowsSameCseq) {

    /** No limit, by the URI, and by the RFC. */
    public static final SavePolicy DEFAULT = limited(0);

    /** The default with a limit, beyond which a registration is refused. */
    public static SavePolicy limited(int maxContacts) {
        return new SavePolicy(maxContacts, ContactOverflow.REJECT, ContactMatching.URI, false);
    }
}
