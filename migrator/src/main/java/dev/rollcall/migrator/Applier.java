package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.location.LocationRow;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.regen.RepairPlanner;
import dev.rollcall.repair.ColumnDigest;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.repair.RepairRequest;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.OtherSessions;
import dev.rollcall.sql.RepairJournal;
import dev.rollcall.sql.TableLock;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Has a table repaired, or a repair taken back: the only part that writes IDs to a database. */
final class Applier {
    /** One for the lock, one that reads or writes. */
    private static final int CONNECTIONS = 2;

    private final DatabaseUrl url;
    private final String table;
    private final SpillDirectory directory;
    private final PaceOptions pace;
    private final Progress progress;
    private final Report report;

    /** @param directory takes what does not fit into memory */
    Applier(
            DatabaseUrl url, String table, SpillDirectory directory, PaceOptions pace, Progress progress,
            Report report) {
        this.url = url;
        this.table = table;
        this.directory = directory;
        this.pace = pace;
        this.progress = progress;
        this.report = report;
    }

    /**
     * Goes on with a run that did not end, or plans anew and writes, with every other migrator locked out.
     *
     * @param rows how many rows the table has, about
     * @throws RefusedException when another repair of the table is under way, or was begun with other values
     * @throws dev.rollcall.sql.DatabaseException when the database cannot be opened or fails; what is committed stays,
     *     and another run goes on from there
     */
    RepairOutcome repair(IdCheck ids, long rows, SelectionOptions selection) {
        return locked(repair -> {
            Optional<JournalRun> unfinished = repair.unfinished();
            if (unfinished.isPresent()) {
                requireSame(unfinished.get(), RepairRequest.text(ids.parameters()));
                requireSame(unfinished.get(), selection);
                return repair.resume(unfinished.get(), follower("giving new ids"));
            }
            RepairPlanner.requireRoom(directory, rows);
            ColumnDigest digest = new ColumnDigest();
            progress.start("planning", rows);
            try (RepairPlan plan = repair.plan(ids, digesting(digest))) {
                RepairRequest request = new RepairRequest(RepairRequest.text(ids.parameters()), selection.text(),
                        plan.rows(), plan.unrepairable().size(), digest.text());
                progress.start("writing down the mapping", plan.repairs().size());
                Iterator<Repair> repairs = plan.repairs().stream()
                        .peek(planned -> progress.advance())
                        .filter(planned -> selection.matches(planned, ids))
                        .iterator();
                return repair.apply(request, repairs, follower("giving new ids"));
            }
        });
    }

    private Consumer<LocationRow> digesting(ColumnDigest digest) {
        return row -> {
            digest.add(row);
            progress.advance();
        };
    }

    /**
     * Writes what a file says.
     *
     * @throws RefusedException when the file is not whole, or another repair of the table is under way or unfinished
     */
    RepairOutcome apply(PlanFile plan) {
        PlanFile.Head head = plan.check();
        return locked(repair -> {
            requireNoneUnfinished(repair);
            ColumnDigest digest = new ColumnDigest();
            progress.start("reading rows", 0);
            repair.read(digesting(digest));
            progress.start("writing down the mapping", 0);
            RepairRequest request = new RepairRequest(
                    head.settings(), head.selection(), digest.rows(), head.unrepairable(), digest.text());
            return repair.apply(request, plan.repairs(), follower("giving new ids"));
        });
    }

    /** How many rows are written in one transaction. */
    int chunkRows() {
        return Math.min(RepairJournal.chunkRows(url.kind()), pace.chunkRows());
    }

    /** @throws RefusedException where a run did not end */
    static void requireNoneUnfinished(TableRepair repair) {
        repair.unfinished().ifPresent(run -> {
            throw new RefusedException("run " + run.number() + " of " + run.started() + " did not end; go on with"
                    + " it (--regen-broken-contactid) or take it back (rollback) first");
        });
    }

    private static void requireSame(JournalRun run, String settings) {
        if (!run.settings().equals(settings)) {
            throw new RefusedException("run " + run.number() + " of " + run.started() + " did not end, and was begun"
                    + " with other values: " + run.settings() + "; go on with those, or take it back (rollback) first");
        }
    }

    /** Nothing given is no other selection: the mapping is fixed, and the run goes on with it. */
    private static void requireSame(JournalRun run, SelectionOptions selection) {
        if (selection.isGiven() && !run.selection().equals(selection.text())) {
            throw new RefusedException("run " + run.number() + " of " + run.started() + " did not end, and is about "
                    + run.selection() + ", not " + selection.text() + "; let it go on first, without --domain and"
                    + " --aor-prefix, or take it back (rollback)");
        }
    }

    /**
     * Takes runs back, the last one first.
     *
     * @param number the run, empty for all of them
     * @throws RefusedException when there is no such run, or another repair is under way
     */
    RepairOutcome rollBack(Optional<Integer> number) {
        return locked(repair -> {
            List<JournalRun> runs = repair.undoable().stream()
                    .filter(run -> number.isEmpty() || number.get() == run.number())
                    .toList();
            if (runs.isEmpty()) {
                throw new RefusedException(number.map(run -> "the table " + table + " has no run " + run
                        + " that could be taken back").orElse("no run of the table " + table + " is in force"));
            }
            long rows = 0;
            long undone = 0;
            long skipped = 0;
            for (JournalRun run : runs) {
                RepairOutcome outcome = repair.undo(run, follower("giving old ids back"));
                report.undone(run, outcome);
                rows = outcome.rows();
                undone += outcome.repaired();
                skipped += outcome.skipped();
            }
            return new RepairOutcome(rows, undone, skipped, 0);
        });
    }

    /** A run that did not end, if there is one. */
    Optional<JournalRun> unfinished() {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            return repair(database).unfinished();
        }
    }

    private RunFollower follower(String activity) {
        return new RunFollower(activity, progress, report, pace);
    }

    private TableRepair repair(Database database) {
        return new TableRepair(new LocationStore(database, table, ZoneId.systemDefault()), directory)
                .withChunkRows(chunkRows());
    }

    private RepairOutcome locked(Function<TableRepair, RepairOutcome> work) {
        warnOfOthers();
        try (Database database = Database.open(url, Database.Access.READ_WRITE, CONNECTIONS)) {
            TableLock lock = TableLock.acquire(database, table).orElseThrow(() -> new RefusedException(
                    "another repair of the table " + table + " is under way; let it end, then run this again"));
            try (lock) {
                // a table that is newer than this program is refused, whatever was to be done to it
                Inspector.shape(database, table);
                return work.apply(repair(database));
            }
        } finally {
            progress.end();
        }
    }

    private void warnOfOthers() {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            long others = OtherSessions.count(database);
            if (others > 0) {
                progress.warn((others == 1 ? "another session is" : others + " other sessions are")
                        + " connected to this database. A server that writes the table"
                        + " meanwhile knows its rows by their old ids: stop it. Rows that it changes are skipped.");
            }
        }
    }
}
