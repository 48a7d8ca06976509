package dev.rollcall.regen;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.spill.RecordCursor;
import dev.rollcall.spill.RecordSorter;
import dev.rollcall.spill.RecordText;
import dev.rollcall.spill.SpillDirectory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The IDs of a table twice: with the AORs of their rows, by slot and AOR, and alone, by the slot that their hash bits
 * say. Not thread-safe.
 */
final class TableIds implements AutoCloseable {
    private static final int ROWS_MEMORY = 24 << 20;
    private static final int IDS_MEMORY = 8 << 20;
    private static final int FIXED_BYTES = Integer.BYTES + Long.BYTES + 1;
    private static final byte RIGHT = 1;

    private final IdCheck ids;
    private final RecordSorter rows;
    private final RecordSorter idsAlone;
    private final ByteBuffer idRecord = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
    private RecordCursor sortedRows;
    private RecordCursor sortedIds;
    /** What follows the slot that was handed out last. */
    private ByteBuffer nextRow;
    private ByteBuffer nextId;

    TableIds(IdCheck ids, SpillDirectory directory) {
        this.ids = ids;
        rows = new RecordSorter(directory, ROWS_MEMORY);
        idsAlone = new RecordSorter(directory, IDS_MEMORY);
    }

    private int slot(int hash) {
        return ids.parameters().slot(hash);
    }

    /** Takes an ID in, whatever its row. */
    void addId(long id) {
        idRecord.clear().putInt(slot(ContactId.aorHash(id))).putLong(id);
        idsAlone.add(idRecord.flip());
    }

    /** Takes a row in that has an AOR. */
    void addRow(long id, String username, String domain, String aor) {
        ByteBuffer record = ByteBuffer.allocate(FIXED_BYTES + RecordText.maxBytes(aor)
                + RecordText.maxBytes(username) + RecordText.maxBytes(domain));
        record.putInt(slot(ids.parameters().aorHash(aor)));
        RecordText.put(record, aor);
        record.putLong(id).put(ids.isRight(id, aor) ? RIGHT : 0);
        RecordText.put(record, username);
        RecordText.put(record, domain);
        rows.add(record.flip());
    }

    /** Goes to the next slot that has rows; the first call ends the taking in. False behind the last. */
    boolean nextSlot() {
        if (sortedRows == null) {
            sortedRows = rows.sorted();
            sortedIds = idsAlone.sorted();
            nextRow = sortedRows.next();
            nextId = sortedIds.next();
        }
        return nextRow != null;
    }

    /** The slot that {@link #aors} will speak of. */
    int slot() {
        return nextRow.getInt(0);
    }

    /** The AORs of the slot, each with its rows by ID. */
    List<AorRows> aors() {
        int slot = slot();
        List<AorRows> aors = new ArrayList<>();
        List<IdentifiedRow> aorRows = new ArrayList<>();
        while (nextRow != null && slot() == slot) {
            IdentifiedRow row = row(nextRow);
            if (!aorRows.isEmpty() && !aorRows.get(0).aor().equals(row.aor())) {
                aors.add(new AorRows(aorRows));
                aorRows = new ArrayList<>();
            }
            aorRows.add(row);
            nextRow = sortedRows.next();
        }
        aors.add(new AorRows(aorRows));
        return aors;
    }

    private IdentifiedRow row(ByteBuffer record) {
        record.getInt();
        String aor = RecordText.get(record);
        long id = record.getLong();
        boolean right = record.get() == RIGHT;
        String username = RecordText.get(record);
        String domain = RecordText.get(record);
        return new IdentifiedRow(id, username, domain, aor, ids.parameters().aorHash(aor), right);
    }

    /** Hands over all IDs whose hash bits say this slot; slots are to be asked in their order. */
    void forEachId(int slot, LongConsumer consumer) {
        for (; nextId != null && nextId.getInt(0) <= slot; nextId = sortedIds.next()) {
            if (nextId.getInt(0) == slot) {
                consumer.accept(nextId.getLong(Integer.BYTES));
            }
        }
    }

    @Override
    public void close() {
        rows.close();
        idsAlone.close();
    }
}
