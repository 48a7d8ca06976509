package dev.rollcall.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.location.LocationRow;
import dev.rollcall.testing.TestDatabase;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationStoreTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @MethodSource(ALL)
    void insert_everyColumn_readBack(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = new LocationStore(database, "location", BERLIN);
            store.createIfEmpty();
            LocationRow row = new LocationRow(1L << 61, "alice", "example.com", "sip:a@b", null, null, 0L, 0.3, "c", 1,
                    LocalDateTime.of(2026, 11, 21, 12, 0), 0, "", "ua", null, null, null, null, null);
            try (LocationTransaction transaction = store.begin(true)) {
                assertEquals(List.of(), transaction.insert(List.of(row)));
                transaction.commit();
            }
            List<LocationRow> rows = new ArrayList<>();
            store.scan(rows::add);
            assertEquals(List.of(row), rows);
        }
    }
}
