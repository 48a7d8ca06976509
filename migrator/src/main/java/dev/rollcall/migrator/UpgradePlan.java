package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.TableUpgrade;
import java.util.List;

/**
 * What an upgrade is about to do.
 *
 * @param tables the old table and what is beside it
 * @param survey what the old IDs say of themselves
 * @param format the format that follows from that and from the request
 * @param ids what makes an ID right
 * @param rows what is to be said of the old rows
 * @param repairs which IDs are not right, and what they would become
 * @param regenerate whether broken IDs are made anew; in a table of schema 1009 they are, asked or not
 */
record UpgradePlan(
        TableUpgrade tables,
        IdSurvey survey,
        FormatDecision format,
        IdCheck ids,
        UpgradeRows rows,
        RepairPlan repairs,
        boolean regenerate) {

    /** The rows that get a new ID. */
    NewIds newIds() {
        return new NewIds(makesIds() ? repairs.repairs() : List.of());
    }

    /** How many rows get a new ID. */
    long newIdCount() {
        return makesIds() ? repairs.repairs().size() : 0;
    }

    private boolean makesIds() {
        return regenerate || tables.schema() == LocationSchema.V1009;
    }

    /** What turns an old row into a new one. */
    RowUpgrade rowUpgrade() {
        return new RowUpgrade(newIds(), ids.parameters().useDomain());
    }
}
