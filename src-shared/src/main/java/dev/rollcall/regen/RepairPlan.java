package dev.rollcall.regen;

import dev.rollcall.contactid.IdVerdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The repair of a whole table, fixed before the first write: made by {@link RepairPlanner}.
 *
 * @param rows how many rows the table has
 * @param rowsWithoutAor how many of them have no AOR that an ID could be right for; they stay as they are
 * @param repairs the rows that get a new ID, by their old one
 * @param unrepairable the rows whose ID is not right and stays, by ID
 */
public record RepairPlan(long rows, long rowsWithoutAor, List<Repair> repairs, List<Unrepairable> unrepairable) {
    /** Whether nothing is to be changed. */
    public boolean isEmpty() {
        return repairs.isEmpty();
    }

    /** How many IDs are not right, by cause, mended or not. */
    public Map<IdVerdict, Long> findings() {
        Map<IdVerdict, Long> findings = new EnumMap<>(IdVerdict.class);
        Stream.concat(repairs.stream().map(Repair::cause), unrepairable.stream().map(Unrepairable::cause))
                .forEach(cause -> findings.merge(cause, 1L, Long::sum));
        return findings;
    }
}
