package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.repair.RepairRequest;
import java.util.Iterator;
import java.util.Optional;

/**
 * The order of things: read, report, and where that was asked for and nothing speaks against it, write and read again.
 */
final class Migrator {
    private final Inspector inspector;
    private final Applier applier;
    private final Report report;
    private final SelectionOptions selection;

    Migrator(Inspector inspector, Applier applier, Report report, SelectionOptions selection) {
        this.inspector = inspector;
        this.applier = applier;
        this.report = report;
        this.selection = selection;
    }

    /**
     * Reports what a repair would do, and writes nothing to the database.
     *
     * @param file gets the plan, too, if there is one
     */
    int dryRun(Request request, Optional<PlanFile> file) {
        Inspection found = look(request);
        if (isRefused(found)) {
            return ExitCode.REFUSED;
        }
        IdCheck ids = found.ids();
        try (RepairPlan plan = inspector.plan(ids, found.rows())) {
            // first, so that a file that cannot be written is known before a long list
            file.ifPresent(planFile -> planFile.write(
                    new PlanFile.Head(RepairRequest.text(ids.parameters()), selection.text(),
                            plan.unrepairable().size()),
                    selected(plan, ids)));
            report.plan(selected(plan, ids), plan.rows(), applier.chunkRows(), file.map(PlanFile::path));
        }
        report.conclusion(found);
        file.ifPresentOrElse(planFile -> report.planFile(planFile.path()), () -> report.next(found));
        return found.exitCode();
    }

    private Iterator<Repair> selected(RepairPlan plan, IdCheck ids) {
        return plan.repairs().stream().filter(repair -> selection.matches(repair, ids)).iterator();
    }

    /** Repairs, or goes on with a repair that did not end, and reports what is left. */
    int repair(Request request) {
        Inspection found = look(request);
        if (isRefused(found)) {
            return ExitCode.REFUSED;
        }
        if (found.brokenIds() == 0 && applier.unfinished().isEmpty()) {
            report.conclusion(found);
            return found.exitCode();
        }
        RepairOutcome outcome = applier.repair(found.ids(), found.rows(), selection);
        report.outcome(outcome);
        Inspection left = inspector.inspect(request);
        report.conclusion(left);
        report.next(left);
        return outcome.skipped() > 0 ? ExitCode.FINDINGS : left.exitCode();
    }

    private Inspection look(Request request) {
        Inspection found = inspector.inspect(request);
        report.head(found);
        report.findings(found);
        return found;
    }

    /** Whether the table leaves open what only the operator can decide; says so then. */
    private boolean isRefused(Inspection found) {
        if (found.shape().correction().isPresent()) {
            report.wrongVersion();
            return true;
        }
        Optional<Choice> choice = Choice.of(found);
        choice.ifPresent(report::refusal);
        return choice.isPresent();
    }
}
