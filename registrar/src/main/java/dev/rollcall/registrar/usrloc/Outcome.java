package dev.rollcall.registrar.usrloc;

import java.util.List;

/** What became of a registration. */
public sealed interface Outcome {
    /**
     * It took effect.
     *
     * @param bindings all valid bindings of the AOR, in OpenSIPS' order: descending q, then as they came
     */
    record Accepted(List<CurrentBinding> bindings) implements Outcome {}

    /** It was refused as a whole; nothing changed. */
    record Refused(Reason reason) implements Outcome {}

    /** Why a registration was refused. */
    enum Reason {
        /** The CSeq number is not higher than the stored one of the same Call-ID (RFC 3261 10.3 step 7). */
        INVALID_CSEQ,
        /** It would exceed max_contacts. */
        TOO_MANY_CONTACTS,
        /** No free contact label is left in the AOR, or no free record label in the slot. */
        NO_FREE_LABEL,
        /** The database did not take it (write-through), or the queue to it is full (write-back). */
        DATABASE
    }
}
