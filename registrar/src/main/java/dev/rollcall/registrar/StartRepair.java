package dev.rollcall.registrar;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.log.ServerLog;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.repair.RepairListener;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableLock;
import java.util.Optional;

/**
 * Mends the IDs of the table before it is loaded (OpenSIPS: {@code regen_broken_contactid}), by the migrator's own
 * plan: permanent contacts stay, no ID is given twice, and no contact is there twice at any moment.
 */
final class StartRepair {
    private static final ServerLog LOG = ServerLog.of("usrloc", "regen_broken_contactid");

    private final Database database;
    private final LocationStore store;
    private final IdCheck ids;
    private final MigratorCommand migrator;

    StartRepair(Database database, LocationStore store, IdCheck ids, MigratorCommand migrator) {
        this.database = database;
        this.store = store;
        this.ids = ids;
        this.migrator = migrator;
    }

    /** @throws RefusedException where the format was only inferred, or another repair runs */
    void run(FormatDecision decision, IdSettings settings) throws RefusedException {
        TableRepair repair = new TableRepair(store, ids);
        if (repair.plan().isEmpty()) {
            return;
        }
        if (decision.isInferredDocumented()) {
            throw new RefusedException("the format documented was only inferred (" + decision.describe() + "), and IDs"
                    + " are not rewritten under a guess: say --contact-id-format documented or released");
        }
        Optional<TableLock> lock = TableLock.acquire(database, store.table());
        if (lock.isEmpty()) {
            throw new RefusedException("another repair of table " + store.table() + " is running; wait for its end, or"
                    + " see what it left with: " + migrator.inspect(settings));
        }
        try {
            mend(repair);
        } finally {
            lock.get().close();
        }
    }

    private static void mend(TableRepair repair) {
        // planned again under the lock: a repair that has just ended may have changed the table
        RepairPlan plan = repair.plan();
        RepairOutcome outcome = repair.apply(plan, new RepairListener() {
            @Override
            public void progress(long done, long total) {
                LOG.info("{} of {} contact IDs regenerated", done, total);
            }

            @Override
            public void skipped(Repair skipped, String reason) {
                LOG.warning("contact ID {} of {} stays: {}",
                        Long.toUnsignedString(skipped.oldId()), skipped.username(), reason);
            }
        });
        LOG.notice("{} of {} contact IDs regenerated, {} skipped, {} beyond repair",
                outcome.repaired(), outcome.rows(), outcome.skipped(), outcome.unrepairable());
    }
}
