package dev.rollcall.repair;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.regen.RepairPlanner;
import dev.rollcall.sql.IdChange;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.sql.RowFault;
import dev.rollcall.sql.RowKey;
import java.util.List;

/**
 * Gives the rows of a table the contact IDs that they should have, and changes nothing else of them.
 *
 * <p>All rows are read and every new ID is fixed before the first is written. Rows are then rewritten by chunks, each a
 * transaction. No new ID is one that any row has before or after, so the table is whole between any two chunks: a
 * repair that is killed leaves rows with old and rows with new IDs, each once, and the next one plans for what is left.
 *
 * <p>The caller holds the table's {@link dev.rollcall.sql.TableLock}. Others may write the table meanwhile: a row that
 * is not found by its ID and name any more, or whose new ID somebody else took, is skipped and told, never guessed.
 */
public final class TableRepair {
    /** Rows of one transaction: few enough for others not to wait for long. */
    private static final int CHUNK_ROWS = 1000;

    private final LocationStore store;
    private final IdCheck ids;

    /** @param ids what makes an ID right, the format decided */
    public TableRepair(LocationStore store, IdCheck ids) {
        this.store = store;
        this.ids = ids;
    }

    /**
     * Reads the table and fixes which row gets which ID; writes nothing.
     *
     * @throws dev.rollcall.sql.DatabaseException when the table is refused or the database fails
     */
    public RepairPlan plan() {
        RepairPlanner planner = new RepairPlanner(ids);
        store.scanIds(planner::add);
        return planner.plan();
    }

    /**
     * Writes what was planned.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails; the chunks before are committed
     */
    public RepairOutcome apply(RepairPlan plan, RepairListener listener) {
        List<Repair> repairs = plan.repairs();
        long skipped = 0;
        for (int from = 0; from < repairs.size(); from += CHUNK_ROWS) {
            List<Repair> chunk = repairs.subList(from, Math.min(from + CHUNK_ROWS, repairs.size()));
            skipped += write(chunk, listener);
            listener.progress(from + chunk.size(), repairs.size());
        }
        return new RepairOutcome(plan.rows(), repairs.size() - skipped, skipped, plan.unrepairable().size());
    }

    private int write(List<Repair> chunk, RepairListener listener) {
        List<RowFault> faults;
        try (LocationTransaction transaction = store.begin(ids.parameters().useDomain())) {
            faults = transaction.rewriteId(chunk.stream().map(TableRepair::change).toList());
            transaction.commit();
        }
        faults.forEach(fault -> listener.skipped(chunk.get(fault.row()), reason(fault)));
        return faults.size();
    }

    private static IdChange change(Repair repair) {
        return new IdChange(new RowKey(repair.oldId(), repair.username(), repair.domain()), repair.newId());
    }

    private static String reason(RowFault fault) {
        return switch (fault.cause()) {
            case NOT_FOUND -> "the row is gone or has changed since it was read";
            case KEY_CLASH -> "another row took the new id since the table was read";
            case REFUSED -> "the database refused the new id: " + fault.reason();
        };
    }
}
