package dev.rollcall.migrator;

import dev.rollcall.preload.ReadAhead;
import dev.rollcall.repair.ColumnDigest;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalChunk;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.RepairJournal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Compares a table with what the journal says of a run; opens the database so that it cannot be written. */
final class Verifier {
    private final DatabaseUrl url;
    private final String table;
    private final Progress progress;

    Verifier(DatabaseUrl url, String table, Progress progress) {
        this.url = url;
        this.table = table;
        this.progress = progress;
    }

    /**
     * Reads the table once, and looks up every row of the run.
     *
     * @param number the run, empty for the last one
     * @throws RefusedException when there is no such run, or it did not end, or the table is newer than this program
     */
    Verification verify(Optional<Integer> number) {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            Inspector.shape(database, table);
            LocationStore store = new LocationStore(database, table, ZoneId.systemDefault());
            RepairJournal journal = new RepairJournal(store);
            JournalRun run = run(journal.runs(), number);
            ColumnDigest digest = ColumnDigest.of(run.work());
            progress.start("reading rows", run.tableRows());
            new ReadAhead(store::scan).scan(row -> {
                digest.add(row);
                progress.advance();
            });
            Finding<String> changed = new Finding<>();
            long mapped = 0;
            progress.start("looking rows up", run.planned());
            for (JournalChunk chunk : journal.appliedChunks(run)) {
                mapped += chunk.rows();
                for (IdMapping row : journal.changedSince(run, chunk)) {
                    changed.add(() -> RowText.mapping(row));
                }
                progress.advanceTo(mapped);
            }
            return new Verification(run, digest.rows(), digest.text(), journal.distinctIds(), mapped, changed);
        } finally {
            progress.end();
        }
    }

    private JournalRun run(List<JournalRun> runs, Optional<Integer> number) {
        JournalRun found = runs.stream()
                .filter(run -> run.state() != JournalRun.State.PLANNING) // it has not written the table
                .filter(run -> number.isEmpty() || number.get() == run.number())
                .reduce((one, later) -> later)
                .orElseThrow(() -> new RefusedException("the table " + table + " has no such run: "
                        + number.map(run -> "run " + run).orElse("it was never repaired")));
        if (found.state() != JournalRun.State.APPLIED) {
            throw new RefusedException("run " + found.number() + " of " + found.started() + " is not in force: "
                    + switch (found.state()) {
                        case APPLYING -> "it did not end; go on with it: --regen-broken-contactid";
                        default -> "it was taken back";
                    });
        }
        return found;
    }
}
