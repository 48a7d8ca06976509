package dev.rollcall.migrator;

import dev.rollcall.spill.RecordCodec;
import dev.rollcall.spill.RecordText;
import java.nio.ByteBuffer;

/**
 * A row that gets a domain.
 *
 * @param id its ID, before it gets another one
 * @param oldDomain the domain column as it is, empty or {@code null}
 */
record DomainFill(long id, String username, String oldDomain, String newDomain) {
    /** Such rows as records, ordered by ID. */
    static final class Codec implements RecordCodec<DomainFill> {
        @Override
        public ByteBuffer write(DomainFill fill) {
            ByteBuffer record = ByteBuffer.allocate(Long.BYTES + RecordText.maxBytes(fill.username)
                    + RecordText.maxBytes(fill.oldDomain) + RecordText.maxBytes(fill.newDomain));
            record.putLong(fill.id);
            RecordText.put(record, fill.username);
            RecordText.put(record, fill.oldDomain);
            RecordText.put(record, fill.newDomain);
            return record.flip();
        }

        @Override
        public DomainFill read(ByteBuffer record) {
            return new DomainFill(
                    record.getLong(), RecordText.get(record), RecordText.get(record), RecordText.get(record));
        }
    }
}
