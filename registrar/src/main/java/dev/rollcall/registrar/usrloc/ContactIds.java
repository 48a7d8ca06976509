package dev.rollcall.registrar.usrloc;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/** Makes the IDs of new contacts (OpenSIPS: a record label for a new AOR, then one contact label after the other). */
final class ContactIds {
    private final IdParameters parameters;
    private final LabelAllocator labels;

    ContactIds(IdParameters parameters, LabelAllocator labels) {
        this.parameters = parameters;
        this.labels = labels;
    }

    /**
     * The next ID of an AOR, or nothing when no label is free.
     *
     * @param aors where the AOR has its labels
     * @param idHash the hash bits of the AOR's IDs
     * @param inUse whether a contact of the table has an ID
     */
    OptionalLong next(AorBlocks aors, int aor, int idHash, LongPredicate inUse) {
        if (!aors.hasLabels(aor)) {
            OptionalLong label = labels.newRecordLabel(parameters.slot(idHash));
            if (label.isEmpty()) {
                return OptionalLong.empty();
            }
            aors.setLabels(aor, label.getAsLong(), labels.firstContactLabel() - 1);
        }
        long recordLabel = aors.recordLabel(aor);
        IntPredicate taken = label -> isTaken(ContactId.pack(idHash, recordLabel, label), inUse);
        OptionalInt contactLabel = LabelAllocator.nextContactLabel(aors.lastContactLabel(aor), taken);
        if (contactLabel.isEmpty()) {
            return OptionalLong.empty();
        }
        aors.setLabels(aor, recordLabel, contactLabel.getAsInt());
        return OptionalLong.of(ContactId.pack(idHash, recordLabel, contactLabel.getAsInt()));
    }

    /** The next ID in the place of one that a row of the database turned out to have. */
    OptionalLong replacing(long id, AorBlocks aors, int aor, LongPredicate inUse) {
        labels.reserve(id);
        return next(aors, aor, ContactId.aorHash(id), inUse);
    }

    private boolean isTaken(long id, LongPredicate inUse) {
        return inUse.test(id) || labels.isReserved(id);
    }
}
