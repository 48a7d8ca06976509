package dev.rollcall.migrator;

import dev.rollcall.contactid.IdParameters;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.spill.SpilledList;
import dev.rollcall.sql.TableShape;
import java.util.Map;

/**
 * What filling in the domains of a table would change.
 *
 * @param shape the table
 * @param survey what its IDs say now
 * @param format the format that the new IDs will be in
 * @param parameters what makes the new IDs right
 * @param fills the rows that get a domain, by ID
 * @param domains how many rows get which domain, of the first few domains
 * @param unknown rows of users that no domain is known of
 * @param ambiguous rows of users that several domains are known of
 * @param ids which row gets which ID once the domains are filled in
 */
record DomainPlan(
        TableShape shape,
        IdSurvey survey,
        FormatDecision format,
        IdParameters parameters,
        SpilledList<DomainFill> fills,
        Map<String, Long> domains,
        Finding<String> unknown,
        Finding<String> ambiguous,
        RepairPlan ids) implements AutoCloseable {

    /** Whether the table is already what it would become. */
    boolean isEmpty() {
        return fills.isEmpty() && ids.isEmpty();
    }

    /** Gives the temporary files back; the new IDs cannot be gone through any more. */
    @Override
    public void close() {
        fills.close();
        ids.close();
    }
}
