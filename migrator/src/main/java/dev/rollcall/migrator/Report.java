package dev.rollcall.migrator;

import dev.rollcall.Version;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.preload.RowFault;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationSchema;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/** What the operator is told, as text on standard output. */
final class Report {
    private static final String FINDING = "%8d  %s%n";
    private static final String SAMPLE = "            %s%n";

    private final PrintWriter out;
    private final DatabaseUrl url;
    private final MigratorCommand command;

    Report(PrintWriter out, DatabaseUrl url, String table) {
        this.out = out;
        this.url = url;
        this.command = new MigratorCommand(url.toString(), table);
    }

    /** Which table was read, and how. */
    void head(Inspection inspection) {
        LocationSchema schema = inspection.schema();
        title();
        out.printf("table     %s, schema %d%s, %d rows%n", command.table(), schema.version(), zone(schema),
                inspection.survey().rows());
        values(inspection.format(), inspection.request());
    }

    /** Who speaks, and of which database. */
    void title() {
        out.printf("Rollcall migrator %s%n", Version.text());
        out.printf("database  %s%n", url);
    }

    /** What makes an ID right, and who said so. */
    void values(FormatDecision format, Request request) {
        IdSettings settings = request.settings();
        out.printf("format    %s%n", format.describe());
        out.printf("values    hash_size %d (%s), use_domain %d (%s), char sign %s (%s)%n%n",
                settings.hashSize(), origin(request.hashSizeGiven()),
                settings.useDomain() ? 1 : 0, origin(settings.useDomainGiven()),
                settings.charSign().optionValue(), origin(settings.charSignGiven()));
    }

    private static String zone(LocationSchema schema) {
        return schema == LocationSchema.V1011 ? " (expires read as local time of " + ZoneId.systemDefault() + ')' : "";
    }

    private static String origin(boolean given) {
        return given ? "given" : "default";
    }

    /** Every cause with its count and the first few rows. */
    void findings(Inspection inspection) {
        ids(inspection);
        faults(inspection.rows().faults());
        notes(inspection.rows().expired(), inspection.rows().duplicates());
    }

    private void faults(Map<RowFault, Finding> faults) {
        if (faults.isEmpty()) {
            return;
        }
        out.printf("Rows that OpenSIPS does not load for another reason than their id:%n");
        faults.forEach((fault, finding) -> finding(fault.cause(), finding));
        if (faults.containsKey(RowFault.EMPTY_DOMAIN)) {
            out.printf("Rows without a domain were written with use_domain 0: keep to --use-domain=0, or fill in the"
                    + " domains and then have new ids made.%n");
        }
        if (faults.keySet().stream().anyMatch(fault -> fault != RowFault.EMPTY_DOMAIN)) {
            out.printf("No repair helps against other faults: correct such rows in the table, or delete them.%n");
        }
        out.println();
    }

    private void ids(Inspection inspection) {
        RepairPlan plan = inspection.plan();
        Map<IdVerdict, Finding> findings = new EnumMap<>(IdVerdict.class);
        plan.repairs().forEach(repair -> findings.computeIfAbsent(repair.cause(), none -> new Finding())
                .add(() -> sample(repair.oldId(), repair.username(), repair.domain())));
        plan.unrepairable().forEach(row -> findings.computeIfAbsent(row.cause(), none -> new Finding())
                .add(() -> sample(row.id(), row.username(), row.domain())));
        if (findings.isEmpty()) {
            return;
        }
        out.printf("Contact ids that are not right, each as id (aorhash/record label/contact label):%n");
        findings.forEach((verdict, finding) ->
                finding(RowText.name(verdict) + ": " + inspection.ids().describe(verdict), finding));
        if (!plan.unrepairable().isEmpty()) {
            out.printf("%d of these cannot be repaired: their AOR has more contacts than there are contact labels.%n",
                    plan.unrepairable().size());
        }
        out.println();
    }

    private static String sample(long id, String username, String domain) {
        return RowText.splitId(id) + "  " + RowText.user(username, domain);
    }

    private void notes(Finding expired, Finding duplicates) {
        if (expired.rows() + duplicates.rows() == 0) {
            return;
        }
        out.printf("Worth a look, but no finding:%n");
        note("expired rows; repaired like any other", expired);
        note("duplicate rows, with the AOR and the contact of another row", duplicates);
        out.println();
    }

    private void note(String what, Finding finding) {
        if (finding.rows() > 0) {
            finding(what, finding);
        }
    }

    /** A cause with its count and the first few rows. */
    void finding(String cause, Finding finding) {
        out.printf(FINDING, finding.rows(), cause);
        finding.samples().forEach(sample -> out.printf(SAMPLE, sample));
        long more = finding.rows() - finding.samples().size();
        if (more > 0) {
            out.printf(SAMPLE, "... and " + more + " more");
        }
    }

    /** Every row that would get a new ID. */
    void plan(RepairPlan plan) {
        plan.repairs().forEach(repair -> out.println(RowText.repair(repair)));
        out.printf("Dry run: %d of %d rows would get a new contact_id; nothing was written.%n%n",
                plan.repairs().size(), plan.rows());
    }

    /** A row that a repair left alone. */
    void skipped(Repair repair, String reason) {
        out.printf("skipped %s: %s%n", RowText.repair(repair), reason);
    }

    /** What a repair did. */
    void outcome(RepairOutcome outcome) {
        out.printf("Repaired: %d of %d rows got a new contact_id, %d were skipped.%n%n",
                outcome.repaired(), outcome.rows(), outcome.skipped());
    }

    /** How a table is after all that was done. */
    void conclusion(Inspection inspection) {
        RepairPlan plan = inspection.plan();
        if (inspection.isClean()) {
            out.printf("Clean: all %d contact ids are right, and OpenSIPS loads every row.%n", plan.rows());
            return;
        }
        long faulty = inspection.rows().faults().values().stream().mapToLong(Finding::rows).sum();
        out.printf("Findings: %d contact ids are not right; %d rows are not loaded for other reasons.%n",
                plan.repairs().size() + plan.unrepairable().size(), faulty);
    }

    /** The one command to run next, where there is one. */
    void next(Inspection inspection) {
        Choice.of(inspection).ifPresentOrElse(this::inspectAs, () -> {
            if (!inspection.plan().isEmpty()) {
                out.printf("Next, with OpenSIPS stopped, repair the ids:%n  %s%n",
                        command.repair(inspection.request().settings()));
                password();
            }
        });
    }

    private void inspectAs(Choice choice) {
        out.printf("%s.%nNext, inspect the table as what it says it is:%n  %s%n",
                choice.reason(), command.inspect(choice.asItIs()));
        out.printf("Or, with OpenSIPS stopped, have its ids made anew:%n  %s%n", command.repair(choice.anew()));
        password();
    }

    /** Why nothing is written, and the two commands of which one will write. */
    void refusal(Choice choice) {
        refusal(choice, command.repair(choice.asItIs()), command.repair(choice.anew()));
    }

    /** As {@link #refusal(Choice)}, with the commands of another kind. */
    void refusal(Choice choice, String keeping, String anew) {
        out.printf("Refused, nothing was written. %s.%n", choice.reason());
        out.printf("To keep to what the table says:%n  %s%n", keeping);
        if (choice.domainsToFillIn() > 0) {
            out.printf("To have the ids made anew, fill in the domain of %d rows that have none, and then:%n",
                    choice.domainsToFillIn());
        } else {
            out.printf("To have the ids made anew:%n");
        }
        out.printf("  %s%n", anew);
        password();
    }

    /** What a command just printed leaves out. */
    void password() {
        if (url.toString().contains(":***@")) {
            out.printf("(*** stands for the password, which is never printed: write it there.)%n");
        }
    }
}
