package dev.rollcall.migrator;

import java.util.Optional;

/**
 * The order of things: read, report, and where that was asked for and nothing speaks against it, write and read again.
 */
final class Migrator {
    private final Inspector inspector;
    private final Applier applier;
    private final Report report;

    Migrator(Inspector inspector, Applier applier, Report report) {
        this.inspector = inspector;
        this.applier = applier;
        this.report = report;
    }

    /** Reports what a repair would do, and writes nothing. */
    int dryRun(Request request) {
        Inspection found = look(request);
        if (isRefused(found)) {
            return ExitCode.REFUSED;
        }
        report.plan(inspector.plan(found.ids()));
        report.conclusion(found);
        report.next(found);
        return found.exitCode();
    }

    /** Repairs, and reports what is left. */
    int repair(Request request) {
        Inspection found = look(request);
        if (isRefused(found)) {
            return ExitCode.REFUSED;
        }
        if (found.brokenIds() == 0) {
            report.conclusion(found);
            return found.exitCode();
        }
        report.outcome(applier.repair(found.ids(), report::skipped));
        Inspection left = inspector.inspect(request);
        report.conclusion(left);
        report.next(left);
        return left.exitCode();
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
