package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdFit;
import dev.rollcall.preload.RowFault;
import dev.rollcall.spill.RecordCursor;
import dev.rollcall.spill.RecordSorter;
import dev.rollcall.spill.SpillDirectory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of one slot that have an AOR, by AOR and then by ID, in some thirty bytes each: what verdicts that need
 * several rows are made from. Not thread-safe.
 */
final class SlotRows {
    /** The fingerprint of no contact. */
    static final long NO_CONTACT = 0;

    private static final RowFault[] FAULTS = RowFault.values();

    private int slot;
    private int size;
    private long[] aors = new long[1024];
    private long[] ids = new long[1024];
    private long[] contacts = new long[1024];
    private int[] fits = new int[1024];
    private byte[] faults = new byte[1024];

    int slot() {
        return slot;
    }

    int size() {
        return size;
    }

    long id(int row) {
        return ids[row];
    }

    long recordLabel(int row) {
        return ContactId.recordLabel(ids[row]);
    }

    IdFit fit(int row) {
        return new IdFit(fits[row]);
    }

    /** The fingerprint of the contact, or {@link #NO_CONTACT}. */
    long contact(int row) {
        return contacts[row];
    }

    /** Why OpenSIPS would not load the row under any ID. */
    Optional<RowFault> fault(int row) {
        return faults[row] < 0 ? Optional.empty() : Optional.of(FAULTS[faults[row]]);
    }

    /** The row behind the last one of a row's AOR. */
    int endOfAor(int row) {
        int end = row + 1;
        while (end < size && aors[end] == aors[row]) {
            end++;
        }
        return end;
    }

    private void add(ByteBuffer record) {
        if (size == ids.length) {
            int grown = Math.multiplyExact(size, 2);
            aors = Arrays.copyOf(aors, grown);
            ids = Arrays.copyOf(ids, grown);
            contacts = Arrays.copyOf(contacts, grown);
            fits = Arrays.copyOf(fits, grown);
            faults = Arrays.copyOf(faults, grown);
        }
        aors[size] = record.getLong();
        ids[size] = record.getLong();
        contacts[size] = record.getLong();
        fits[size] = record.getInt();
        faults[size] = record.get();
        size++;
    }

    /** Brings rows that come in any order into slots, in bounded memory but for the largest slot. */
    static final class Sorter implements AutoCloseable {
        private static final int MEMORY_BYTES = 64 << 20;

        private final RecordSorter sorter;
        private final ByteBuffer record = ByteBuffer.allocate(64);
        private final Fingerprint fingerprint = new Fingerprint();

        Sorter(SpillDirectory directory) {
            sorter = new RecordSorter(directory, MEMORY_BYTES);
        }

        /**
         * Takes a row in.
         *
         * @param contact the contact, {@code null} for none
         * @param fault why OpenSIPS would not load the row under any ID
         * @throws dev.rollcall.spill.SpillException when the temporary directory takes no more
         */
        void add(int slot, String aor, long id, IdFit fit, String contact, Optional<RowFault> fault) {
            record.clear()
                    .putInt(slot)
                    .putLong(fingerprint.of(aor))
                    .putLong(id)
                    .putLong(contact == null ? NO_CONTACT : fingerprint.of(contact))
                    .putInt(fit.bits())
                    .put(fault.map(found -> (byte) found.ordinal()).orElse((byte) -1));
            sorter.add(record.flip());
        }

        /** Hands over slot by slot, once; what is handed over is valid during the call. */
        void forEach(Consumer<SlotRows> consumer) {
            SlotRows rows = new SlotRows();
            RecordCursor sorted = sorter.sorted();
            for (ByteBuffer next = sorted.next(); next != null; next = sorted.next()) {
                int slot = next.getInt();
                if (slot != rows.slot && rows.size > 0) {
                    consumer.accept(rows);
                    rows.size = 0;
                }
                rows.slot = slot;
                rows.add(next);
            }
            if (rows.size > 0) {
                consumer.accept(rows);
            }
        }

        @Override
        public void close() {
            sorter.close();
        }
    }
}
