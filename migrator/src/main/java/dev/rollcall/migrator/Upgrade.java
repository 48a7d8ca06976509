package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.TableLock;
import dev.rollcall.sql.TableUpgrade;
import java.util.Optional;

/** The order of things in an upgrade: look, read, report, and where nothing speaks against it, carry over and swap. */
final class Upgrade {
    /** One for the lock, one that reads, one that writes. */
    private static final int CONNECTIONS = 3;

    private final DatabaseUrl url;
    private final String table;
    private final UpgradePlanner planner;
    private final Upgrader upgrader;
    private final Inspector inspector;
    private final UpgradeReport report;

    Upgrade(
            DatabaseUrl url, String table, UpgradePlanner planner, Upgrader upgrader, Inspector inspector,
            UpgradeReport report) {
        this.url = url;
        this.table = table;
        this.planner = planner;
        this.upgrader = upgrader;
        this.inspector = inspector;
        this.report = report;
    }

    /** Reports what an upgrade would do, and writes nothing. */
    int dryRun(Request request) {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            TableUpgrade tables = look(database);
            if (tables.stage() != TableUpgrade.Stage.OLD) {
                return report.dryRun(tables);
            }
            UpgradePlan plan = planner.plan(tables);
            report.head(plan, request);
            if (isRefused(plan, request)) {
                return ExitCode.REFUSED;
            }
            report.statements(plan);
            return ExitCode.FINDINGS;
        }
    }

    /** Upgrades, and reports what is to be said of the new table. */
    int upgrade(Request request) {
        // a table that is refused or current is not even opened for writing
        boolean done;
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            TableUpgrade tables = look(database);
            done = tables.stage() == TableUpgrade.Stage.CURRENT && !tables.isUnfinished();
            if (done) {
                report.nothingToDo(tables, request);
            }
        }
        if (done) {
            return ExitCode.CLEAN;
        }
        if (!write(request)) {
            return ExitCode.REFUSED;
        }
        Inspection left = inspector.inspect(request);
        report.left(left);
        return left.exitCode();
    }

    private boolean write(Request request) {
        try (Database database = Database.open(url, Database.Access.READ_WRITE, CONNECTIONS)) {
            TableLock lock = TableLock.acquire(database, table).orElseThrow(() -> new RefusedException(
                    "another repair or upgrade of the table " + table
                            + " is under way; let it end, then run this again"));
            try (lock) {
                return write(look(database), request);
            }
        }
    }

    private boolean write(TableUpgrade tables, Request request) {
        switch (tables.stage()) {
            case CURRENT -> {
                tables.discard();
                report.cleaned(tables);
            }
            case SWAPPED -> {
                tables.finish();
                report.finished(tables);
            }
            case OLD -> {
                UpgradePlan plan = planner.plan(tables);
                report.head(plan, request);
                if (isRefused(plan, request)) {
                    return false;
                }
                upgrader.apply(plan);
                report.upgraded(plan);
            }
        }
        return true;
    }

    private TableUpgrade look(Database database) {
        try {
            return TableUpgrade.of(database, table);
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    /** Whether only the operator can decide how to go on, or some rows cannot be carried over; says so. */
    private boolean isRefused(UpgradePlan plan, Request request) {
        Optional<Choice> choice = Choice.of(plan.survey(), request);
        boolean domainsMissing = !request.settings().useDomainGiven() && plan.rows().withoutDomain() > 0;
        if (plan.rows().faults().rows() > 0) {
            report.faults(plan);
            return true;
        }
        if (choice.isPresent()) {
            report.refusal(choice.get());
            return true;
        }
        if (domainsMissing) {
            report.domainsMissing(plan, request);
        }
        return domainsMissing;
    }
}
