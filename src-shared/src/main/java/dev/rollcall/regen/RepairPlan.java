package dev.rollcall.regen;

import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.spill.SpilledList;
import java.util.Map;

/**
 * The repair of a whole table, fixed before the first write: made by {@link RepairPlanner}.
 *
 * @param rows how many rows the table has
 * @param rowsWithoutAor how many of them have no AOR that an ID could be right for; they stay as they are
 * @param findings how many IDs are not right, by cause, mended or not
 * @param repairs the rows that get a new ID, by their old one
 * @param unrepairable the rows whose ID is not right and stays, by ID
 */
public record RepairPlan(
        long rows,
        long rowsWithoutAor,
        Map<IdVerdict, Long> findings,
        SpilledList<Repair> repairs,
        SpilledList<Unrepairable> unrepairable) implements AutoCloseable {

    /** Whether nothing is to be changed. */
    public boolean isEmpty() {
        return repairs.isEmpty();
    }

    /** Gives the temporary files back; the rows cannot be gone through any more. */
    @Override
    public void close() {
        repairs.close();
        unrepairable.close();
    }
}
