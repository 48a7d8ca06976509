package dev.rollcall.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.spill.SpillDirectory;
import java.util.ArrayList;
import java.util.List;

/** The IDs and names of a table's rows, for tests. */
record Table(List<Row> rows) {
    record Row(Long id, String username, String domain) {}

    Table() {
        this(new ArrayList<>());
    }

    Table add(Long id, String username, String domain) {
        rows.add(new Row(id, username, domain));
        return this;
    }

    RepairPlan plan(IdParameters parameters) {
        return plan(new IdCheck(parameters, List.of()));
    }

    RepairPlan plan(IdCheck check) {
        try (RepairPlanner planner = new RepairPlanner(check, SpillDirectory.ofSystem())) {
            rows.forEach(row -> planner.add(row.id(), row.username(), row.domain()));
            return planner.plan();
        }
    }

    /** The table with every repair done where its row is found, as an UPDATE by ID and username finds it. */
    Table repaired(RepairPlan plan) {
        List<Row> repaired = new ArrayList<>(rows);
        for (Repair repair : plan.repairs()) {
            int at = repaired.indexOf(new Row(repair.oldId(), repair.username(), repair.domain()));
            assertEquals(repair.oldId(), repaired.get(at).id());
            repaired.set(at, new Row(repair.newId(), repair.username(), repair.domain()));
        }
        return new Table(repaired);
    }
}
