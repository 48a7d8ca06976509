package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.regen.Repair;
import dev.rollcall.repair.RepairListener;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableLock;
import java.time.ZoneId;
import java.util.function.BiConsumer;

/** Has a table repaired: the only part that writes to a database. */
final class Applier {
    /** One for the lock, one that reads or writes. */
    private static final int CONNECTIONS = 2;

    private final DatabaseUrl url;
    private final String table;
    private final Progress progress;

    Applier(DatabaseUrl url, String table, Progress progress) {
        this.url = url;
        this.table = table;
        this.progress = progress;
    }

    /**
     * Plans anew, with every other migrator locked out, and writes.
     *
     * @param skipped gets each row that changed meanwhile and was left alone, and what was found instead
     * @throws RefusedException when another repair of the table is under way
     * @throws dev.rollcall.sql.DatabaseException when the database cannot be opened or fails; what is committed stays,
     *     and another run goes on from there
     */
    RepairOutcome repair(IdCheck ids, BiConsumer<Repair, String> skipped) {
        try (Database database = Database.open(url, Database.Access.READ_WRITE, CONNECTIONS)) {
            TableRepair repair = new TableRepair(new LocationStore(database, table, ZoneId.systemDefault()), ids);
            TableLock lock = lock(database);
            try (lock) {
                return repair.apply(repair.plan(), listener(skipped));
            }
        } finally {
            progress.end();
        }
    }

    private TableLock lock(Database database) {
        return TableLock.acquire(database, table).orElseThrow(() -> new RefusedException(
                "another repair of the table " + table + " is under way; let it end, then run this again"));
    }

    private RepairListener listener(BiConsumer<Repair, String> skipped) {
        return new RepairListener() {
            private boolean started;

            @Override
            public void progress(long done, long total) {
                if (!started) {
                    progress.start("giving new ids", total);
                    started = true;
                }
                progress.advanceTo(done);
            }

            @Override
            public void skipped(Repair repair, String reason) {
                skipped.accept(repair, reason);
            }
        };
    }
}
