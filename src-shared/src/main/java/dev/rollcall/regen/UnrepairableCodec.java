package dev.rollcall.regen;

import dev.rollcall.spill.RecordCodec;
import java.nio.ByteBuffer;

/** Rows that cannot be repaired as records, ordered by ID: repairs without a new one. */
final class UnrepairableCodec implements RecordCodec<Unrepairable> {
    private final RepairCodec repairs = new RepairCodec();

    @Override
    public ByteBuffer write(Unrepairable row) {
        return repairs.write(new Repair(row.id(), 0, row.username(), row.domain(), row.cause()));
    }

    @Override
    public Unrepairable read(ByteBuffer record) {
        Repair row = repairs.read(record);
        return new Unrepairable(row.oldId(), row.username(), row.domain(), row.cause());
    }
}
