package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.location.LocationRow;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.regen.RepairPlanner;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.KamailioRow;
import dev.rollcall.sql.KamailioTable;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.sql.RowFault;
import dev.rollcall.sql.TableLock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes a table of OpenSIPS from one of Kamailio's, which is only read. The IDs of all rows are fixed first; then the
 * rows go over in one transaction, so that a killed import leaves none.
 */
final class KamailioImport {
    private static final int PAGE_ROWS = 1000;

    private final DatabaseUrl url;
    private final String table;
    private final CopyTarget target;
    private final ZoneId zone;
    private final KamailioFlags flags;
    private final SpillDirectory directory;
    private final Progress progress;

    KamailioImport(
            DatabaseUrl url, String table, CopyTarget target, ZoneId zone, KamailioFlags flags,
            SpillDirectory directory, Progress progress) {
        this.url = url;
        this.table = table;
        this.target = target;
        this.zone = zone;
        this.flags = flags;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * What was found in Kamailio's table.
     *
     * @param version what the version table says of it, if anything
     * @param hasLocalTime whether its times were read in the zone
     * @param attributes how many attributes of contacts there are beside it
     */
    record Found(OptionalInt version, boolean hasLocalTime, long attributes, KamailioRows rows) {}

    /**
     * Reads Kamailio's table and writes nothing.
     *
     * @throws RefusedException when either table cannot be used
     */
    Found preview() {
        try (Database source = Database.open(url, Database.Access.READ_ONLY, 1)) {
            target.isMissing();
            KamailioTable kamailio = kamailio(source);
            KamailioRows rows = new KamailioRows(flags);
            forEachPage(kamailio, "reading rows", page -> page.forEach(rows::add));
            return found(kamailio, rows);
        } finally {
            progress.end();
        }
    }

    private static Found found(KamailioTable kamailio, KamailioRows rows) {
        return new Found(kamailio.version(), kamailio.hasLocalTime(), kamailio.attributes(), rows);
    }

    /**
     * Does it.
     *
     * @param request what the IDs are to be made with
     * @param isRefused looks at what was found before anything is written
     * @return how many rows were written; -1 where it was refused
     * @throws RefusedException when either table cannot be used
     */
    long write(Request request, Function<Found, Boolean> isRefused) {
        try (Database source = Database.open(url, Database.Access.READ_ONLY, 1)) {
            target.isMissing();
            KamailioTable kamailio = kamailio(source);
            KamailioRows rows = new KamailioRows(flags);
            try (RepairPlanner planner = new RepairPlanner(ids(request), directory)) {
                forEachPage(kamailio, "reading rows", page -> page.stream().filter(rows::add)
                        .forEach(row -> planner.add(row.id(), row.username(), row.domain())));
                if (isRefused.apply(found(kamailio, rows))) {
                    return -1;
                }
                try (RepairPlan plan = planner.plan()) {
                    return write(kamailio, plan, rows);
                }
            }
        } finally {
            progress.end();
        }
    }

    private static IdCheck ids(Request request) {
        ContactIdFormat format = request.settings().format().orElse(ContactIdFormat.RELEASED);
        IdParameters parameters = request.settings().with(format);
        return new IdCheck(parameters, List.of());
    }

    private KamailioTable kamailio(Database source) {
        try {
            return KamailioTable.of(source, table, zone);
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    private long write(KamailioTable kamailio, RepairPlan plan, KamailioRows rows) {
        try (Database database = target.open()) {
            TableLock lock = TableLock.acquire(database, target.table()).orElseThrow(() -> new RefusedException(
                    "something else works on the table " + target + "; let it end, then run this again"));
            try (lock) {
                target.prepare(database);
                LocationStore store = new LocationStore(database, target.table(), ZoneOffset.UTC);
                NewIds ids = new NewIds(plan.repairs());
                // the domain column is written either way: what is in it is kept
                try (LocationTransaction transaction = store.begin(true)) {
                    long[] written = new long[1];
                    forEachPage(kamailio, "carrying rows over", page ->
                            written[0] += write(page, ids, rows, transaction));
                    transaction.commit();
                    return written[0];
                }
            }
        }
    }

    private long write(List<KamailioRow> page, NewIds ids, KamailioRows rows, LocationTransaction transaction) {
        List<LocationRow> chunk = new ArrayList<>(page.size());
        for (KamailioRow row : page) {
            if (KamailioRows.fault(row).isEmpty()) {
                // a counted number that suits its AOR by chance is no repair, and stays
                long id = ids.of(row.id()).map(Repair::newId).orElse(row.id());
                chunk.add(rows.carried(row, id));
            }
        }
        List<RowFault> faults = transaction.insert(chunk);
        for (RowFault fault : faults) {
            LocationRow row = chunk.get(fault.row());
            rows.leftOut(row.contactId(), row.username(), row.contact(), "the target does not take it: "
                    + fault.reason());
        }
        return chunk.size() - faults.size();
    }

    private void forEachPage(KamailioTable kamailio, String activity, Consumer<List<KamailioRow>> rows) {
        progress.start(activity, 0);
        List<KamailioRow> page = kamailio.page(Long.MIN_VALUE, PAGE_ROWS);
        while (!page.isEmpty()) {
            rows.accept(page);
            progress.advance(page.size());
            page = kamailio.page(page.get(page.size() - 1).id(), PAGE_ROWS);
        }
    }
}
