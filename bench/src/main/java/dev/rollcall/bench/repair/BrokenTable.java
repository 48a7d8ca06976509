package dev.rollcall.bench.repair;

import dev.rollcall.location.LocationRow;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Makes a location table as an OpenSIPS before 2.2 would have filled it: every ID a number that was counted up. */
final class BrokenTable {
    private static final int ROWS_OF_A_TRANSACTION = 10_000;
    private static final LocalDateTime MODIFIED = LocalDateTime.of(2026, 11, 21, 9, 41, 47);
    /** One contact in ten is permanent. */
    private static final int PERMANENT = 10;

    private BrokenTable() {}

    /** Makes and fills it; the database must not have one. */
    static void create(DatabaseUrl url, long rows) {
        try (Database database = Database.open(url, Database.Access.CREATE, 1)) {
            LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
            store.create();
            for (long first = 1; first <= rows; first += ROWS_OF_A_TRANSACTION) {
                List<LocationRow> chunk = new ArrayList<>();
                for (long id = first; id < Math.min(first + ROWS_OF_A_TRANSACTION, rows + 1); id++) {
                    chunk.add(row(id));
                }
                try (LocationTransaction transaction = store.begin(true)) {
                    if (!transaction.insert(chunk).isEmpty()) {
                        throw new IllegalStateException("the database refused a row");
                    }
                    transaction.commit();
                }
            }
        }
    }

    private static LocationRow row(long id) {
        String user = "subscriber" + id;
        String contact = "sip:" + user + "@198.51.100." + id % 250 + ":5060;transport=udp";
        return new LocationRow(id, user, "example.com", contact, "sip:203.0.113." + id % 250 + ":40000", null, id % PERMANENT == 0 ? 0L : 2_000_000_000L, 1.0,
                "call-" + id + "@198.51.100.1", (int) (id % 1000), MODIFIED, 0, "", "Phone/1.0",
                "udp:192.0.2.9:5060", 5951, "<urn:uuid:00000000-0000-1000-8000-" + id + ">", null, null);
    }
}
