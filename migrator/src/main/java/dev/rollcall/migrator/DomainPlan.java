package dev.rollcall.migrator;

import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.sql.TableShape;
import java.util.Map;

/**
 * What filling in the domains of a table would change.
 *
 * @param shape the table
 * @param survey what its IDs say now
 * @param format the format that the new IDs will be in
 * @param fills how many rows get a domain
 * @param domains how many rows get which domain, of the first few domains
 * @param unknown rows of users that no domain is known of
 * @param ambiguous rows of users that several domains are known of
 * @param ids which row gets which ID once the domains are filled in
 */
record DomainPlan(
        TableShape shape,
        IdSurvey survey,
        FormatDecision format,
        long fills,
        Map<String, Long> domains,
        Finding<String> unknown,
        Finding<String> ambiguous,
        RepairPlan ids) {

    /** Whether the table is already what it would become. */
    boolean isEmpty() {
        return fills == 0 && ids.isEmpty();
    }
}
