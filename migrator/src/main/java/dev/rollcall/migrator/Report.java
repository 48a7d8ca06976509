package dev.rollcall.migrator;

import dev.rollcall.Version;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.preload.RowFault;
import dev.rollcall.regen.Repair;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.RepairJournal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operator is told, as text on standard output; flushed where something that takes long may follow. */
final class Report {
    private static final String FINDING = "%8d  %s%n";
    private static final long ROWS_BESIDE_A_FILE = 10;
    private static final String SAMPLE = "            %s%n";

    private final PrintWriter out;
    private final DatabaseUrl url;
    private final MigratorCommand command;

    Report(PrintWriter out, DatabaseUrl url, String table) {
        this.out = out;
        this.url = url;
        this.command = new MigratorCommand(url.toString(), table);
    }

    /** All that is to be said of a table that was only inspected. */
    void whole(Inspection inspection) {
        head(inspection);
        findings(inspection);
        conclusion(inspection);
        next(inspection);
    }

    /** Which table was read, and how. */
    void head(Inspection inspection) {
        title();
        out.printf("table     %s, %s, %d rows%n", command.table(), new ShapeText(inspection.shape()).describe(),
                inspection.rows());
        values(inspection.format(), inspection.request());
        out.printf("inferred  %s%n", new Inference(inspection).sentence());
        out.printf("verdicts  %s%n%n", VerdictCount.line(inspection));
        inspection.shape().correction().ifPresent(statement -> out.printf(
                "No OpenSIPS starts on this table before the version table says what its columns are:%n  %s;%n%n",
                statement));
    }

    /** Who speaks, and of which database. */
    void title() {
        out.printf("Rollcall migrator %s%n", Version.text());
        out.printf("database  %s%n", url);
        out.flush();
    }

    /** What makes an ID right, and who said so. */
    void values(FormatDecision format, Request request) {
        out.printf("format    %s%n", format.describe());
        out.printf("values    %s%n", new SettingsText(request).describe());
    }

    /** Every cause with its count and the first few rows. */
    void findings(Inspection inspection) {
        ids(inspection);
        faults(inspection);
        notes(inspection.findings().expired(), inspection.findings().duplicates());
        out.flush();
    }

    private void faults(Inspection inspection) {
        RowFindings found = inspection.findings();
        if (inspection.faultyRows() == 0) {
            return;
        }
        out.printf("Rows that OpenSIPS does not load for another reason than their id:%n");
        found.faults().forEach((fault, finding) -> finding(fault.cause(), finding.map(RowSample::describe)));
        found.faultsOfBrokenIds().forEach((fault, rows) ->
                out.printf(FINDING, rows, fault.cause() + ", among those whose id is not right"));
        if (inspection.has(RowFault.EMPTY_DOMAIN)) {
            out.printf("Rows without a domain were written with use_domain 0: keep to --use-domain=0, or fill in the"
                    + " domains and then have new ids made.%n");
        }
        if (Stream.of(RowFault.values()).anyMatch(fault -> fault != RowFault.EMPTY_DOMAIN && inspection.has(fault))) {
            out.printf("No repair helps against other faults: correct such rows in the table, or delete them.%n");
        }
        out.println();
    }

    private void ids(Inspection inspection) {
        if (inspection.findings().ids().isEmpty()) {
            return;
        }
        out.printf("Contact ids that are not right, each as id (aorhash/record label/contact label):%n");
        inspection.findings().ids().forEach((verdict, finding) -> finding(
                RowText.name(verdict) + ": " + inspection.ids().describe(verdict),
                finding.map(RowSample::describeId)));
        if (inspection.findings().unrepairable() > 0) {
            out.printf("%d of these cannot be repaired: their AOR has more contacts than there are contact labels.%n",
                    inspection.findings().unrepairable());
        }
        out.println();
    }

    private void notes(Finding<RowSample> expired, Finding<RowSample> duplicates) {
        if (expired.rows() + duplicates.rows() == 0) {
            return;
        }
        out.printf("Worth a look, but no finding:%n");
        note("expired rows; repaired like any other", expired);
        note("duplicate rows, with the AOR and the contact of another row", duplicates);
        out.println();
    }

    private void note(String what, Finding<RowSample> finding) {
        if (finding.rows() > 0) {
            finding(what, finding.map(RowSample::describe));
        }
    }

    /** A cause with its count and the first few rows. */
    void finding(String cause, Finding<String> finding) {
        out.printf(FINDING, finding.rows(), cause);
        finding.samples().forEach(sample -> out.printf(SAMPLE, sample));
        long more = finding.rows() - finding.samples().size();
        if (more > 0) {
            out.printf(SAMPLE, "... and " + more + " more");
        }
    }

    /**
     * Every row that would get a new ID, or only the first ones where a file has them all, and the statement that would
     * give it.
     *
     * @param rows how many rows the table has
     * @param chunkRows how many rows would be written at a time
     * @param file where the whole plan is, if anywhere
     */
    void plan(Iterator<Repair> repairs, long rows, int chunkRows, Optional<Path> file) {
        long shown = file.isPresent() ? ROWS_BESIDE_A_FILE : Long.MAX_VALUE;
        long count = 0;
        for (; repairs.hasNext(); count++) {
            Repair repair = repairs.next();
            if (count < shown) {
                out.println(RowText.repair(repair));
            }
        }
        if (count > shown) {
            out.printf("... and %d more, which are all in %s%n", count - shown, file.get());
        }
        if (count > 0) {
            statement(count, chunkRows);
        }
        out.printf("Dry run: %d of %d rows would get a new contact_id; nothing was written.%n%n", count, rows);
    }

    private void statement(long count, int chunkRows) {
        out.printf("These lines would first be written to %s_repair, each with its position, from 1 on. Then this"
                + " statement would give the rows their new ids, %s:%n  %s%n", command.table(),
                chunks(count, chunkRows), RepairJournal.statement(url.kind(), command.table()));
    }

    private static String chunks(long count, int chunkRows) {
        if (count <= chunkRows) {
            return "for positions 1 to " + count + " of the run at once";
        }
        return String.format(Locale.ROOT, "in transactions of their own for positions 1 to %d of the run, %d to %d and"
                + " so on to %d", chunkRows, chunkRows + 1, Math.min(2L * chunkRows, count), count);
    }

    /** Where a plan was written. */
    void planFile(Path file) {
        out.printf("The whole plan is in %s. Next, with OpenSIPS stopped, apply it:%n  %s%n",
                file, command.apply(file.toString()));
        password();
    }

    /** A run that was interrupted goes on. */
    void resumed(JournalRun run, long done) {
        out.printf("Run %d of %s, about %s, was interrupted after %d of %d rows; it goes on from there.%n",
                run.number(), run.started(), run.selection(), done, run.planned());
        out.flush();
    }

    /** A row that a run left alone. */
    void skipped(IdMapping row, String reason) {
        out.printf("skipped %s: %s%n", RowText.mapping(row), reason);
    }

    /** What became of a run that was taken back. */
    void undone(JournalRun run, RepairOutcome outcome) {
        out.printf("Run %d of %s is taken back: %d rows have their old %s again, %d were left.%n",
                run.number(), run.started(), outcome.repaired(),
                run.work() == JournalRun.Work.SET_DOMAIN ? "contact_id and domain" : "contact_id", outcome.skipped());
        out.flush();
    }

    /** What a table is like after a run. */
    void verification(Verification found) {
        out.printf("run       %d of %s, %s, %s%n%n", found.run().number(), found.run().started(),
                found.run().settings(), found.run().selection());
        if (found.run().wasServed()) {
            out.printf("-         %d rows, and %d before the repair: a registrar served them meanwhile, so nothing is said"
                    + " of other columns%n", found.rows(), found.run().tableRows());
        } else {
            check(found.sameRows(), found.rows() + " rows, and " + found.run().tableRows() + " before the repair");
            check(found.sameColumns(), "every other column, digest " + found.otherColumns() + ", and "
                    + found.run().otherColumns() + " before the repair");
        }
        check(found.isUnique(), found.distinctIds() + " different ids");
        check(found.changed().rows() == 0, found.changed().rows() + " of the " + found.mapped()
                + " rows that were gone through are not, or not any more, under their new id");
        found.changed().samples().forEach(sample -> out.printf(SAMPLE, sample));
        out.println();
    }

    private void check(boolean right, String what) {
        out.printf("%-8s  %s%n", right ? "right" : "WRONG", what);
    }

    /** Nothing is written while the version table does not say what the columns say. */
    void wrongVersion() {
        out.printf("Refused, nothing was written. The version table must say what the columns are first; correct the"
                + " one that is wrong.%n");
    }

    /** What a repair did, and how it is taken back. */
    void outcome(RepairOutcome outcome) {
        out.printf("Repaired: %d of %d rows got a new contact_id, %d were skipped.%n",
                outcome.repaired(), outcome.rows(), outcome.skipped());
        out.printf("Every old id is kept in %s_repair; to take the repair back:%n  %s%n%n",
                command.table(), command.rollback());
    }

    /** How a table is after all that was done. */
    void conclusion(Inspection inspection) {
        if (inspection.isClean()) {
            out.printf("Clean: all %d contact ids are right, and OpenSIPS loads every row.%n", inspection.rows());
            return;
        }
        out.printf("Findings: %d contact ids are not right; %d rows are not loaded for other reasons.%n",
                inspection.brokenIds(), inspection.faultyRows());
    }

    /** The one command to run next, where there is one. */
    void next(Inspection inspection) {
        Choice.of(inspection).ifPresent(choice -> out.printf("%s.%n", choice.reason()));
        Recommendation.of(inspection, command).ifPresent(recommended -> {
            out.printf("%s:%n  %s%n", recommended.reason(), recommended.command());
            password();
        });
    }

    /** Why nothing is written, and the two commands of which one will write. */
    void refusal(Choice choice) {
        if (choice.domainsToFillIn() == 0) {
            refusal(choice, command.repair(choice.asItIs()), command.repair(choice.anew()));
            return;
        }
        keeping(choice, command.repair(choice.asItIs()));
        out.printf("To have the domain of %d rows filled in and the ids made anew, look first; name your own:%n  %s%n",
                choice.domainsToFillIn(), command.setDomain(choice.anew(), "--domain example.com"));
        password();
    }

    /** As {@link #refusal(Choice)}, with the commands of another kind. */
    void refusal(Choice choice, String keeping, String anew) {
        keeping(choice, keeping);
        if (choice.domainsToFillIn() > 0) {
            out.printf("To have the ids made anew, fill in the domain of %d rows that have none, and then:%n",
                    choice.domainsToFillIn());
        } else {
            out.printf("To have the ids made anew:%n");
        }
        out.printf("  %s%n", anew);
        password();
    }

    private void keeping(Choice choice, String command) {
        out.printf("Refused, nothing was written. %s.%n", choice.reason());
        out.printf("To keep to what the table says:%n  %s%n", command);
    }

    /** What a command just printed leaves out. */
    void password() {
        if (url.toString().contains(":***@")) {
            out.printf("(*** stands for the password, which is never printed: write it there.)%n");
        }
    }
}
