package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.MigratorCommand;
import java.io.PrintWriter;

/** What the operator is told of domains that are filled in, as text on standard output. */
final class SetDomainReport {
    private static final String COUNT = "%8d  %s%n";

    private final PrintWriter out;
    private final Report report;
    private final MigratorCommand command;
    private final DomainSource source;

    SetDomainReport(PrintWriter out, Report report, MigratorCommand command, DomainSource source) {
        this.out = out;
        this.report = report;
        this.command = command;
        this.source = source;
    }

    /** Which table was read, and what would change. */
    void head(DomainPlan plan, Request request) {
        report.title();
        out.printf("table     %s, schema %d, %d rows%n", command.table(), plan.shape().schema().version(),
                plan.survey().rows());
        out.printf("domains   %s%n", source.describe());
        report.values(plan.format(), new Request(request.settings().withUseDomain(true), request.hashSizeGiven()));
        out.println();
        boolean several = plan.domains().size() > 1;
        out.printf(COUNT, plan.fills().size(),
                several ? "rows get a domain, the first of these:" : "rows get a domain");
        if (several) {
            plan.domains().forEach((domain, rows) -> out.printf(COUNT, rows, RowText.value(domain)));
        }
        out.printf(COUNT, plan.ids().repairs().size(), "rows get a new contact_id");
        out.println();
    }

    /** Whether something speaks against it; says what. */
    boolean isRefused(DomainPlan plan, Request request) {
        if (plan.format().isInferredDocumented()) {
            out.printf("Refused, nothing was written. %s, which no OpenSIPS reads. Say with --contact-id-format which"
                    + " one the new ids are to be in.%n", plan.format().describe());
            return true;
        }
        IdSettings before = request.settings().withUseDomain(false);
        if (plan.survey().contradiction(before).isPresent()) {
            out.printf("Refused, nothing was written. %s. Say with --char-sign which it is.%n",
                    plan.survey().contradiction(before).get().describe());
            return true;
        }
        if (plan.unknown().rows() + plan.ambiguous().rows() == 0) {
            return false;
        }
        out.printf("Refused, nothing was written. The domain of these rows is not known:%n");
        rows("no domain for their user", plan.unknown());
        rows("several domains for their user", plan.ambiguous());
        out.printf("Name their domains in a file for --domain-file, or delete the rows, then run this again.%n");
        return true;
    }

    private void rows(String what, Finding<String> finding) {
        if (finding.rows() > 0) {
            report.finding(what, finding);
        }
    }

    /** Nothing was written yet. */
    void preview(DomainPlan plan, IdSettings settings, String sourceOption) {
        if (plan.isEmpty()) {
            out.printf("Nothing to do: every row has a domain, and an id that is right with it.%n");
            return;
        }
        out.printf("Nothing was written. To do it, with OpenSIPS stopped:%n  %s --regen-broken-contactid%n",
                command.setDomain(settings, sourceOption));
        report.password();
    }

    /** It is done. */
    void done(DomainPlan plan) {
        if (plan.isEmpty()) {
            out.printf("Nothing to do: every row has a domain, and an id that is right with it.%n%n");
            return;
        }
        out.printf("Done: %d rows got a domain and %d a new contact_id, in one transaction.%n",
                plan.fills().size(), plan.ids().repairs().size());
        out.printf("Every old id and domain is kept in %s_repair; to take it back:%n  %s%n%n",
                command.table(), command.rollback());
    }

    /** How the table is now. */
    void left(Inspection inspection) {
        report.findings(inspection);
        report.conclusion(inspection);
        if (inspection.isClean()) {
            out.printf("Next, start OpenSIPS with use_domain 1, its default from 4.0 on.%n");
        } else {
            report.next(inspection);
        }
    }
}
