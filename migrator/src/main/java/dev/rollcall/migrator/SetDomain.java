package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.regen.RepairPlanner;
import dev.rollcall.repair.ColumnDigest;
import dev.rollcall.repair.RepairRequest;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.spill.SpilledList;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LeftRow;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableLock;
import dev.rollcall.sql.TableShape;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Fills in the domains of a table that was written without use_domain, and gives its rows the IDs that they have with
 * it: all of it in one transaction, so that a server finds the one table or the other and never half of each. What it
 * did is kept as a repair's is, and is taken back as one.
 */
final class SetDomain {
    /** One for the lock, one that reads or writes. */
    private static final int CONNECTIONS = 2;
    private static final int FILLS_MEMORY = 16 << 20;
    private static final int MAX_DOMAINS_SHOWN = 10;

    private final DatabaseUrl url;
    private final String table;
    private final DomainSource source;
    private final SpillDirectory directory;
    private final Progress progress;

    SetDomain(DatabaseUrl url, String table, DomainSource source, SpillDirectory directory, Progress progress) {
        this.url = url;
        this.table = table;
        this.source = source;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Reads everything and hands over what would change; writes nothing.
     *
     * @return what the consumer answered
     * @throws RefusedException when the table or the source cannot be used
     */
    int preview(Request request, Function<DomainPlan, Integer> report) {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1);
                DomainFills fills = new DomainFills(directory);
                DomainPlan plan = plan(database, request, fills)) {
            return report.apply(plan);
        } finally {
            progress.end();
        }
    }

    /**
     * Does it.
     *
     * @param isRefused looks at the plan before anything is written
     * @return empty where it was refused; otherwise what was done
     * @throws RefusedException when the table or the source cannot be used, or a row changed meanwhile; nothing is
     *     written then
     */
    Optional<DomainPlan> write(Request request, Function<DomainPlan, Boolean> isRefused) {
        try (Database database = Database.open(url, Database.Access.READ_WRITE, CONNECTIONS)) {
            TableLock lock = TableLock.acquire(database, table).orElseThrow(() -> new RefusedException(
                    "another repair of the table " + table + " is under way; let it end, then run this again"));
            try (lock; DomainFills fills = new DomainFills(directory)) {
                try (DomainPlan plan = plan(database, request, fills)) {
                    if (isRefused.apply(plan)) {
                        return Optional.empty();
                    }
                    if (!plan.isEmpty()) {
                        write(plan.shape().store(database, ZoneId.systemDefault()), plan);
                    }
                    return Optional.of(plan);
                }
            }
        } finally {
            progress.end();
        }
    }

    private DomainPlan plan(Database database, Request request, DomainFills fills) {
        TableShape shape = shape(database);
        LocationStore store = shape.store(database, ZoneId.systemDefault());
        IdSurvey survey = new IdSurvey();
        progress.start("reading ids", 0);
        store.scanIds((id, username, domain) -> {
            survey.add(id, username, domain);
            progress.advance();
        });
        // the IDs there are were made without a domain: they say which format the table is in
        IdSettings before = request.settings().withUseDomain(false);
        FormatDecision format = survey.decideFormat(before);
        IdCheck ids = new IdCheck(
                request.settings().withUseDomain(true).with(format.format()), format.documentedHashSizes());
        try (RepairPlanner planner = new RepairPlanner(ids, directory)) {
            RepairPlanner.requireRoom(directory, survey.rows());
            Rows rows = new Rows(store, database, fills, planner);
            rows.read(survey.rows());
            rows.match();
            return new DomainPlan(shape, survey, format, ids.parameters(), rows.filled, rows.domains, rows.unknown,
                    rows.ambiguous, planner.plan());
        }
    }

    private TableShape shape(Database database) {
        try {
            TableShape shape = TableShape.of(database, table);
            shape.correction().ifPresent(statement -> {
                throw new RefusedException("the version table does not say what the columns of " + table
                        + " say; correct the one that is wrong, as with: " + statement);
            });
            return shape;
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    /** The domain of a row, where exactly one is known. */
    private Optional<String> domain(Set<String> known) {
        return source.forAll().or(() -> known.size() == 1 ? Optional.of(known.iterator().next()) : Optional.empty());
    }

    private void write(LocationStore store, DomainPlan plan) {
        TableRepair repair = new TableRepair(store, directory);
        Applier.requireNoneUnfinished(repair);
        ColumnDigest digest = ColumnDigest.of(JournalRun.Work.SET_DOMAIN);
        progress.start("reading rows", plan.survey().rows());
        repair.read(row -> {
            digest.add(row);
            progress.advance();
        });
        RepairRequest run = new RepairRequest(RepairRequest.text(plan.parameters()), "domains, " + source.describe(),
                digest.rows(), plan.ids().unrepairable().size(), digest.text());
        progress.start("filling in domains and giving new ids", 0);
        List<LeftRow> left = repair.setDomains(
                run, new DomainMappings(plan.fills().iterator(), plan.ids().repairs().iterator()), progress::advanceTo);
        if (!left.isEmpty()) {
            throw new RefusedException("a row of user " + RowText.value(left.get(0).mapping().username())
                    + " was not taken (" + left.get(0).reason() + "): something writes the table meanwhile, or the"
                    + " database refuses the value; the table is as it was");
        }
    }

    /** The rows of a table on their way to a plan. */
    private final class Rows {
        private final LocationStore store;
        private final Database database;
        private final DomainFills fills;
        private final RepairPlanner planner;
        private final Map<String, Long> domains = new LinkedHashMap<>();
        private final Finding<String> unknown = new Finding<>();
        private final Finding<String> ambiguous = new Finding<>();
        private final SpilledList<DomainFill> filled =
                new SpilledList<>(directory, FILLS_MEMORY, new DomainFill.Codec());

        Rows(LocationStore store, Database database, DomainFills fills, RepairPlanner planner) {
            this.store = store;
            this.database = database;
            this.fills = fills;
            this.planner = planner;
        }

        void read(long rows) {
            progress.start("reading users", 0);
            source.forEach(database, (username, domain) -> {
                if (username != null && domain != null && !username.isEmpty() && !domain.isEmpty()) {
                    DomainName.fault(domain).ifPresent(fault -> {
                        throw new RefusedException("user " + RowText.value(username) + ": " + fault);
                    });
                    fills.addDomain(username, domain);
                }
                progress.advance();
            });
            progress.start("reading rows", rows);
            store.scanIds((id, username, domain) -> {
                boolean open = id != null && username != null && !username.isEmpty()
                        && (domain == null || domain.isEmpty());
                if (open) {
                    fills.addRow(id, username, domain);
                } else {
                    planner.add(id, username, domain);
                }
                progress.advance();
            });
        }

        void match() {
            fills.forEachRow((id, username, oldDomain, known) -> {
                Optional<String> domain = domain(known);
                if (domain.isPresent()) {
                    filled.add(new DomainFill(id, username, oldDomain, domain.get()));
                    if (domains.size() < MAX_DOMAINS_SHOWN || domains.containsKey(domain.get())) {
                        domains.merge(domain.get(), 1L, Long::sum);
                    }
                } else if (known.isEmpty()) {
                    unknown.add(() -> RowText.splitId(id) + "  user " + RowText.value(username));
                } else {
                    ambiguous.add(() -> RowText.splitId(id) + "  user " + RowText.value(username) + " in "
                            + String.join(", ", known));
                }
                planner.add(id, username, domain.orElse(null));
            });
        }
    }
}
