package dev.rollcall.regen;

import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.spill.RecordCodec;
import dev.rollcall.spill.RecordText;
import java.nio.ByteBuffer;

/** Repairs as records, ordered by old ID. */
public final class RepairCodec implements RecordCodec<Repair> {
    private static final int FIXED_BYTES = 2 * Long.BYTES + 1;

    @Override
    public ByteBuffer write(Repair repair) {
        ByteBuffer record = ByteBuffer.allocate(
                FIXED_BYTES + RecordText.maxBytes(repair.username()) + RecordText.maxBytes(repair.domain()));
        record.putLong(repair.oldId()).putLong(repair.newId()).put((byte) repair.cause().ordinal());
        RecordText.put(record, repair.username());
        RecordText.put(record, repair.domain());
        return record.flip();
    }

    @Override
    public Repair read(ByteBuffer record) {
        long oldId = record.getLong();
        long newId = record.getLong();
        IdVerdict cause = IdVerdict.values()[record.get()];
        return new Repair(oldId, newId, RecordText.get(record), RecordText.get(record), cause);
    }
}
