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
     * @param idHash the hash bits of the AOR's IDs
     * @param inUse whether a contact of the table has an ID
     */
    OptionalLong next(AorRecord record, int idHash, LongPredicate inUse) {
        if (!record.hasLabels()) {
            OptionalLong label = labels.newRecordLabel(parameters.slot(idHash));
            if (label.isEmpty()) {
                return OptionalLong.empty();
            }
            record.setLabels(label.getAsLong(), labels.firstContactLabel() - 1);
        }
        IntPredicate taken = label -> isTaken(idOf(record, idHash, label), inUse);
        OptionalInt contactLabel = LabelAllocator.nextContactLabel(record.lastContactLabel(), taken);
        if (contactLabel.isEmpty()) {
            return OptionalLong.empty();
        }
        record.setLabels(record.recordLabel(), contactLabel.getAsInt());
        return OptionalLong.of(idOf(record, idHash, contactLabel.getAsInt()));
    }

    /** The next ID in the place of one that a row of the database turned out to have. */
    OptionalLong replacing(long id, AorRecord record, LongPredicate inUse) {
        labels.reserve(id);
        return next(record, ContactId.aorHash(id), inUse);
    }

    private boolean isTaken(long id, LongPredicate inUse) {
        return inUse.test(id) || labels.isReserved(id);
    }

    private static long idOf(AorRecord record, int idHash, int contactLabel) {
        return ContactId.pack(idHash, record.recordLabel(), contactLabel);
    }
}
