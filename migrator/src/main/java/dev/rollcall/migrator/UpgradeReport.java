package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.TableUpgrade;
import java.io.PrintWriter;
import java.time.ZoneId;

/** What the operator is told of an upgrade, as text on standard output. */
final class UpgradeReport {
    private static final String COUNT = "%8d  %s%n";

    private final PrintWriter out;
    private final Report report;
    private final MigratorCommand command;
    private final ZoneId zone;
    private final boolean zoneGiven;

    UpgradeReport(PrintWriter out, Report report, DatabaseUrl url, String table, ZoneId zone, boolean zoneGiven) {
        this.out = out;
        this.report = report;
        this.command = new MigratorCommand(url.toString(), table);
        this.zone = zone;
        this.zoneGiven = zoneGiven;
    }

    /** Which table was read, how, and what is to become of its rows. */
    void head(UpgradePlan plan, Request request) {
        report.title();
        out.printf("table     %s, schema %d, %d rows; to become schema %d%n", command.table(),
                plan.tables().schema().version(), plan.survey().rows(), LocationSchema.V1013.version());
        out.printf("expires   read as local time of %s (%s)%n", zone, zoneGiven ? "given" : "the default here");
        report.values(plan.format(), request);
        out.println();
        if (plan.tables().isUnfinished()) {
            out.printf(
                    "An earlier upgrade ended before its end: its unfinished table %s goes, and all is done anew.%n%n",
                    plan.tables().workTable());
        }
        counts(plan);
    }

    private void counts(UpgradePlan plan) {
        RepairPlan repairs = plan.repairs();
        UpgradeRows rows = plan.rows();
        count(plan.survey().rows(), "rows to carry over, among them");
        count(plan.newIdCount(), "to get a new contact_id");
        count(repairs.repairs().size() - plan.newIdCount(),
                "to keep one that is not right; --regen-broken-contactid would give them a new one");
        count(repairs.unrepairable().size(), "to keep one that is not right, since their AOR has too many contacts");
        count(repairs.rowsWithoutAor(), "to keep theirs, having no AOR to make one from");
        count(rows.permanent(), "permanent");
        count(rows.expired(), "expired");
        if (!plan.ids().parameters().useDomain()) {
            count(rows.emptyDomains(), "with a domain of '', which becomes NULL");
        }
        out.println();
    }

    private void count(long rows, String text) {
        if (rows > 0) {
            out.printf(COUNT, rows, text);
        }
    }

    /** What would be run. */
    void statements(UpgradePlan plan) {
        plan.tables().statements().forEach(statement -> out.printf("%s;%s%n", statement,
                statement.startsWith("INSERT") ? " -- " + plan.survey().rows() + " times" : ""));
        out.printf("%nDry run: the table %s would be upgraded, the old one kept as %s; nothing was written.%n",
                command.table(), plan.tables().keptTable());
    }

    /** What would be done where the table is not an old one; returns the exit code. */
    int dryRun(TableUpgrade tables) {
        if (tables.stage() == TableUpgrade.Stage.SWAPPED) {
            out.printf("Dry run: the version of the table %s would be noted, which an earlier upgrade left to do; "
                    + "nothing was written.%n", command.table());
            return ExitCode.FINDINGS;
        }
        if (tables.isUnfinished()) {
            out.printf(
                    "Dry run: what an earlier upgrade left beside table %s would be dropped; nothing was written.%n",
                    command.table());
            return ExitCode.FINDINGS;
        }
        current(tables);
        return ExitCode.CLEAN;
    }

    /** The table needs no upgrade. */
    void nothingToDo(TableUpgrade tables, Request request) {
        current(tables);
        next(request.settings());
    }

    private void current(TableUpgrade tables) {
        out.printf("Nothing to do: the table %s is of schema %d.%n", command.table(), tables.schema().version());
        kept(tables);
    }

    private void kept(TableUpgrade tables) {
        tables.kept().forEach(name -> out.printf(
                "The table that it was made from is kept as %s; drop it when nobody needs it any more.%n", name));
    }

    /** What an upgrade left beside a table that is current was dropped. */
    void cleaned(TableUpgrade tables) {
        out.printf("The table %s is of schema %d; what an earlier upgrade left unfinished beside it was dropped.%n",
                command.table(), tables.schema().version());
        kept(tables);
    }

    /** An earlier upgrade was brought to its end. */
    void finished(TableUpgrade tables) {
        out.printf(
                "Upgraded: an earlier upgrade of table %s had ended just before its version was noted; now it is.%n",
                command.table());
        kept(tables);
    }

    /** An upgrade is done. */
    void upgraded(UpgradePlan plan) {
        out.printf("Upgraded: the table %s is of schema %d now and has all %d rows; the old one is kept as %s.%n%n",
                command.table(), LocationSchema.V1013.version(), plan.survey().rows(), plan.tables().keptTable());
    }

    /** How the new table is. */
    void left(Inspection inspection) {
        report.findings(inspection);
        report.conclusion(inspection);
        next(inspection.request().settings());
    }

    private void next(IdSettings settings) {
        out.printf("Next, inspect it:%n  %s%n", command.inspect(settings));
        report.password();
    }

    /** Rows that cannot be carried over. */
    void faults(UpgradePlan plan) {
        out.printf("Refused, nothing was written. These rows cannot be carried over:%n");
        report.finding("rows", plan.rows().faults());
        out.printf("Name the zone of the server that wrote the table with --time-zone where that is the reason;"
                + " correct or delete other such rows, then run this again.%n");
    }

    /** Why nothing is written, and the two commands of which one will write. */
    void refusal(Choice choice) {
        report.refusal(choice, upgrade(choice.asItIs()), upgrade(choice.anew()) + " --regen-broken-contactid");
    }

    /** Nobody said whether the domain is part of an AOR, and it is not there. */
    void domainsMissing(UpgradePlan plan, Request request) {
        out.printf("Refused, nothing was written. %d of %d rows have no domain: with use_domain 1, the default,"
                + " OpenSIPS loads none of these. Say which it is to be.%n",
                plan.rows().withoutDomain(), plan.survey().rows());
        out.printf("Without domains, as OpenSIPS before 4.0 has it by default:%n  %s%n",
                upgrade(request.settings().withUseDomain(false)));
        out.printf("With them:%n  %s%n", upgrade(request.settings().withUseDomain(true)));
        report.password();
    }

    private String upgrade(IdSettings settings) {
        return command.upgrade(settings) + " --time-zone " + zone;
    }
}
