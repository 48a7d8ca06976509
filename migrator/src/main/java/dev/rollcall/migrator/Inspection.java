package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.sql.LocationSchema;

/**
 * What was found in a table.
 *
 * @param request what the operator said of its IDs
 * @param survey what its IDs say themselves
 * @param format the format that follows from both
 * @param ids what makes an ID right
 * @param rows what is to be said of its rows besides their IDs
 * @param plan which row is to get which ID
 */
record Inspection(
        LocationSchema schema,
        Request request,
        IdSurvey survey,
        FormatDecision format,
        IdCheck ids,
        RowFindings rows,
        RepairPlan plan) {

    /** Whether every ID is right and OpenSIPS loads every row. */
    boolean isClean() {
        return plan.findings().isEmpty() && rows.faults().isEmpty();
    }

    int exitCode() {
        return isClean() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
}
