package dev.rollcall.regen;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.spill.SpilledList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Plans the repair of a table from the IDs and names of all its rows. Not thread-safe.
 *
 * <p>IDs that are right stay. Each AOR gets one record label: the most used one of its right IDs, at a tie the lowest,
 * or a new one. A label that two AORs of a slot hold stays with the one that has more rows under it, at a tie with the
 * lowest ID. No new ID is one that any row has before or after, so that rows can be rewritten in any order.
 *
 * <p>The plan depends on the rows alone, not on their order; that of a repaired table is empty. Rows are sorted in some
 * 60 MB of memory, and in a temporary directory where that does not do: some 100 bytes a row and 60 for each repair where
 * users have 18 characters and domains 11. Then the rows of one slot are in memory at a time.
 */
public final class RepairPlanner implements AutoCloseable {
    /** Where new record labels begin in slots without any: at random as OpenSIPS has it, and the same in every run. */
    private static final long LABEL_SEED = 0x526f_6c6c_6361_6c6cL;
    private static final int REPAIRS_MEMORY = 24 << 20;
    private static final int UNREPAIRABLE_MEMORY = 2 << 20;
    /** Of a table whose IDs are all broken. */
    private static final int BYTES_OF_A_ROW = 160;
    /** So many rows are sorted in memory. */
    private static final long ROWS_IN_MEMORY = 200_000;

    private final IdCheck ids;
    private final SpillDirectory directory;
    private final LabelAllocator labels;
    private final TableIds table;
    private long count;
    private long withoutAor;

    /** A planner that takes what does not fit into memory to the system's temporary directory. */
    public RepairPlanner(IdCheck ids) {
        this(ids, SpillDirectory.ofSystem());
    }

    /**
     * @param ids what makes an ID right
     * @param directory takes what does not fit into memory
     */
    public RepairPlanner(IdCheck ids, SpillDirectory directory) {
        this.ids = ids;
        this.directory = directory;
        labels = new LabelAllocator(ids.parameters(), new SplittableRandom(LABEL_SEED));
        table = new TableIds(ids, directory);
    }

    /**
     * Looks whether a directory has room for the plan of a table, before it is read.
     *
     * @param rows how many rows the table has
     * @throws dev.rollcall.spill.SpillException where it has not
     */
    public static void requireRoom(SpillDirectory directory, long rows) {
        if (rows > ROWS_IN_MEMORY) {
            directory.requireRoom(rows * BYTES_OF_A_ROW);
        }
    }

    /**
     * Takes a row in; its columns are as the database holds them.
     *
     * @throws dev.rollcall.spill.SpillException when the temporary directory takes no more
     */
    public void add(Long contactId, String username, String domain) {
        count++;
        if (contactId != null) {
            table.addId(contactId);
        }
        String aor = ids.aor(username, domain);
        if (contactId == null || aor == null) {
            withoutAor++;
            return;
        }
        table.addRow(contactId, username, domain, aor);
    }

    /**
     * The plan for all rows taken in; to be asked once, and closed by the caller.
     *
     * @throws dev.rollcall.spill.SpillException when the temporary directory takes no more
     */
    public RepairPlan plan() {
        Map<IdVerdict, Long> findings = new EnumMap<>(IdVerdict.class);
        SpilledList<Repair> repairs = new SpilledList<>(directory, REPAIRS_MEMORY, new RepairCodec());
        SpilledList<Unrepairable> unrepairable =
                new SpilledList<>(directory, UNREPAIRABLE_MEMORY, new UnrepairableCodec());
        while (table.nextSlot()) {
            int number = table.slot();
            SlotRepair slot = new SlotRepair(number, ids, labels);
            List<AorRows> aors = table.aors();
            slot.shareOut(aors);
            table.forEachId(number, slot::reserve);
            slot.plan(aors, repair -> {
                repairs.add(repair);
                findings.merge(repair.cause(), 1L, Long::sum);
            }, row -> {
                unrepairable.add(row);
                findings.merge(row.cause(), 1L, Long::sum);
            });
            labels.forgetReserved();
        }
        return new RepairPlan(count, withoutAor, findings, repairs, unrepairable);
    }

    /** Gives the temporary files back; the plan keeps its own. */
    @Override
    public void close() {
        table.close();
    }
}
