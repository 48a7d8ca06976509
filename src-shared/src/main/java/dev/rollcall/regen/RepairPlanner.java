package dev.rollcall.regen;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.LabelAllocator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/**
 * Plans the repair of a table from the IDs and names of all its rows. Not thread-safe.
 *
 * <p>IDs that are right stay. Each AOR gets one record label: the most used one of its right IDs, at a tie the lowest,
 * or a new one. A label that two AORs of a slot hold stays with the one that has more rows under it, at a tie with the
 * lowest ID. No new ID is one that any row has before or after, so that rows can be rewritten in any order.
 *
 * <p>The plan depends on the rows alone, not on their order; that of a repaired table is empty. It takes some 300 bytes
 * of heap a row.
 */
public final class RepairPlanner {
    /** Where new record labels begin in slots without any: at random as OpenSIPS has it, and the same in every run. */
    private static final long LABEL_SEED = 0x526f_6c6c_6361_6c6cL;

    private final IdCheck ids;
    private final LabelAllocator labels;
    private final List<IdentifiedRow> rows = new ArrayList<>();
    private long count;
    private long withoutAor;

    /** @param ids what makes an ID right */
    public RepairPlanner(IdCheck ids) {
        this.ids = ids;
        labels = new LabelAllocator(ids.parameters(), new SplittableRandom(LABEL_SEED));
    }

    /** Takes a row in; its columns are as the database holds them. */
    public void add(Long contactId, String username, String domain) {
        count++;
        if (contactId != null) {
            labels.reserve(contactId);
        }
        String aor = ids.aor(username, domain);
        if (contactId == null || aor == null) {
            withoutAor++;
            return;
        }
        int aorHash = ids.parameters().aorHash(aor);
        rows.add(new IdentifiedRow(contactId, username, domain, aor, aorHash, ids.isRight(contactId, aor)));
    }

    /** The plan for all rows taken in; to be asked once. */
    public RepairPlan plan() {
        rows.sort(bySlotAndAor());
        List<Repair> repairs = new ArrayList<>();
        List<Unrepairable> unrepairable = new ArrayList<>();
        for (List<IdentifiedRow> slotRows : runs(rows, (one, other) -> slot(one) == slot(other))) {
            List<AorRows> aors = runs(slotRows, (one, other) -> one.aor().equals(other.aor())).stream()
                    .map(AorRows::new)
                    .toList();
            new SlotRepair(slot(slotRows.get(0)), ids, labels).plan(aors, repairs, unrepairable);
        }
        repairs.sort((one, other) -> Long.compareUnsigned(one.oldId(), other.oldId()));
        unrepairable.sort((one, other) -> Long.compareUnsigned(one.id(), other.id()));
        return new RepairPlan(count, withoutAor, repairs, unrepairable);
    }

    private Comparator<IdentifiedRow> bySlotAndAor() {
        return Comparator.comparingInt(this::slot)
                .thenComparing(IdentifiedRow::aor)
                .thenComparing(IdentifiedRow::id, Long::compareUnsigned);
    }

    private int slot(IdentifiedRow row) {
        return ids.parameters().slot(row.aorHash());
    }

    /** Cuts a list wherever two neighbours are not alike. */
    private static List<List<IdentifiedRow>> runs(
            List<IdentifiedRow> rows, BiPredicate<IdentifiedRow, IdentifiedRow> alike) {
        List<List<IdentifiedRow>> runs = new ArrayList<>();
        int from = 0;
        for (int end = 1; end <= rows.size(); end++) {
            if (end == rows.size() || !alike.test(rows.get(end - 1), rows.get(end))) {
                runs.add(rows.subList(from, end));
                from = end;
            }
        }
        return runs;
    }
}
