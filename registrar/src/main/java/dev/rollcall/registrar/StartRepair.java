package dev.rollcall.registrar;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.log.ServerLog;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.repair.ColumnDigest;
import dev.rollcall.repair.RepairListener;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.repair.RepairRequest;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableLock;
import java.util.Optional;

/**
 * Has the IDs of the table mended by the migrator's own plan: before it is loaded (OpenSIPS: {@code
 * regen_broken_contactid}), or while it is served. Permanent contacts stay, no ID is given twice, and no contact is
 * there twice at any moment.
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

    /**
     * Mends them now.
     *
     * @throws RefusedException where the format was only inferred, or another repair runs
     */
    void run(FormatDecision decision, IdSettings settings) throws RefusedException {
        TableRepair repair = new TableRepair(store, SpillDirectory.ofSystem());
        if (repair.unfinished().isEmpty() && isRight()) {
            return;
        }
        requireDecided(decision);
        TableLock lock = TableLock.acquire(database, store.table()).orElseThrow(() -> locked(settings));
        try (lock) {
            Optional<JournalRun> unfinished = repair.unfinished();
            if (unfinished.isPresent()) {
                requireSame(unfinished.get());
                tell(repair.resume(unfinished.get(), new Log()));
            }
            mend(repair);
        }
    }

    /**
     * Fixes and writes down which row gets which ID, or finds out what a repair left that did not end; moves none.
     *
     * @param rowsPerSecond how fast the rows are to follow
     * @return the repair that is to begin with SIP; nothing where every row is right
     * @throws RefusedException as {@link #run}
     */
    Optional<OnlineRepair> begin(FormatDecision decision, IdSettings settings, int rowsPerSecond)
            throws RefusedException {
        TableRepair repair = new TableRepair(store, SpillDirectory.ofSystem())
                .withChunkRows(OnlineRepair.chunkRows(rowsPerSecond));
        Optional<TableLock> lock = TableLock.acquire(database, store.table());
        if (lock.isEmpty()) {
            if (repair.unfinished().isEmpty() && isRight()) {
                return Optional.empty();
            }
            throw locked(settings);
        }
        Optional<OnlineRepair> begun = Optional.empty();
        try {
            begun = begin(repair, decision, lock.get(), rowsPerSecond);
        } finally {
            if (begun.isEmpty()) {
                lock.get().close();
            }
        }
        return begun;
    }

    private Optional<OnlineRepair> begin(
            TableRepair repair, FormatDecision decision, TableLock lock, int rowsPerSecond) throws RefusedException {
        Optional<JournalRun> unfinished = repair.unfinished();
        if (unfinished.isPresent()) {
            requireDecided(decision);
            requireSame(unfinished.get());
            return Optional.of(new OnlineRepair(database, store, repair, unfinished.get(),
                    repair.movingOn(unfinished.get()), lock, rowsPerSecond));
        }
        JournalRun run;
        try (RepairPlan plan = TableRepair.plan(store, ids, SpillDirectory.ofSystem())) {
            if (plan.isEmpty()) {
                return Optional.empty();
            }
            requireDecided(decision);
            run = repair.prepare(RepairRequest.whileServed(ids.parameters(), plan), plan.repairs().iterator());
        }
        return Optional.of(
                new OnlineRepair(database, store, repair, run, repair.moving(run), lock, rowsPerSecond));
    }

    private static void requireDecided(FormatDecision decision) throws RefusedException {
        if (decision.isInferredDocumented()) {
            throw new RefusedException("the format documented was only inferred (" + decision.describe() + "), and IDs"
                    + " are not rewritten under a guess: say --contact-id-format documented or released");
        }
    }

    private RefusedException locked(IdSettings settings) {
        return new RefusedException("another repair of table " + store.table() + " is running; wait for its end, or see"
                + " what it left with: " + migrator.inspect(settings));
    }

    private void requireSame(JournalRun run) throws RefusedException {
        if (!run.settings().equals(RepairRequest.text(ids.parameters()))) {
            throw new RefusedException("the repair of " + run.started() + " did not end, and was begun with other"
                    + " values: " + run.settings() + "; go on with those, or take it back: " + migrator.rollback());
        }
    }

    private boolean isRight() {
        try (RepairPlan plan = TableRepair.plan(store, ids, SpillDirectory.ofSystem())) {
            return plan.isEmpty();
        }
    }

    private void mend(TableRepair repair) {
        ColumnDigest digest = new ColumnDigest();
        // planned again under the lock: a repair that has just ended may have changed the table
        try (RepairPlan plan = repair.plan(ids, digest::add)) {
            if (!plan.isEmpty()) {
                tell(repair.apply(
                        RepairRequest.of(ids.parameters(), plan, digest), plan.repairs().iterator(), new Log()));
            }
        }
    }

    private static void tell(RepairOutcome outcome) {
        LOG.notice("{} of {} contact IDs regenerated, {} skipped, {} beyond repair",
                outcome.repaired(), outcome.rows(), outcome.skipped(), outcome.unrepairable());
    }

    /** Tells how far a repair is, and what it leaves. */
    private static final class Log implements RepairListener {
        @Override
        public void started(JournalRun run, long done) {
            if (done > 0) {
                LOG.notice("the repair of {} was interrupted and goes on", run.started());
            }
        }

        @Override
        public void progress(long done, long total) {
            LOG.info("{} of {} contact IDs regenerated", done, total);
        }

        @Override
        public void skipped(IdMapping row, String reason) {
            LOG.warning("contact ID {} of {} stays: {}", Long.toUnsignedString(row.oldId()), row.username(), reason);
        }
    }
}
