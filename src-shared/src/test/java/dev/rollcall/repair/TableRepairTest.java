package dev.rollcall.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.location.LocationRow;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.testing.TestDatabase;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableRepairTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final IdCheck IDS = new IdCheck(PARAMETERS, OptionalInt.empty());
    private static final int CHUNK_ROWS = 1000;

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_autoIncrementIds_everyRowKeepsAllButItsId(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = rows(CHUNK_ROWS + 250);
            LocationStore store = filled(database, before);
            TableRepair repair = new TableRepair(store, IDS);
            RepairPlan plan = repair.plan();
            Recorder recorder = new Recorder();
            RepairOutcome outcome = repair.apply(plan, recorder);

            assertEquals(new RepairOutcome(before.size(), before.size(), 0, 0), outcome);
            assertEquals(List.of((long) CHUNK_ROWS, (long) before.size()), recorder.done);
            Map<Long, Long> newIds = new HashMap<>();
            plan.repairs().forEach(planned -> newIds.put(planned.oldId(), planned.newId()));
            Set<LocationRow> expected = new HashSet<>();
            before.forEach(row -> expected.add(row.withContactId(newIds.get(row.contactId()))));
            assertEquals(expected, new HashSet<>(scan(store)));
            assertTrue(repair.plan().isEmpty(), "a second run changes nothing");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void plan_mixedTable_newIdsAreNeitherThereBeforeNorTwice(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> rows = new ArrayList<>(rows(40));
            rows.add(row(rightId("user1@example.com", 7, 1), 1));
            LocationStore store = filled(database, rows);
            RepairPlan plan = new TableRepair(store, IDS).plan();
            Set<Long> ids = new HashSet<>();
            rows.forEach(row -> ids.add(row.contactId()));
            plan.repairs().forEach(repair -> assertTrue(ids.add(repair.newId()), repair.toString()));
            assertEquals(40, plan.repairs().size());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_rowChangedSinceThePlan_skippedAndTold(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = filled(database, rows(5));
            TableRepair repair = new TableRepair(store, IDS);
            RepairPlan plan = repair.plan();
            test.execute("DELETE FROM location WHERE contact_id = 1",
                    "UPDATE location SET username = 'other' WHERE contact_id = 2",
                    "UPDATE location SET domain = 'other' WHERE contact_id = 3");
            Recorder recorder = new Recorder();
            RepairOutcome outcome = repair.apply(plan, recorder);

            assertEquals(new RepairOutcome(5, 2, 3, 0), outcome);
            assertEquals(List.of(1L, 2L, 3L), recorder.skipped.stream().map(Repair::oldId).toList());
            assertEquals(List.of(List.of("2", "other"), List.of("3", "user3")),
                    test.query("SELECT contact_id, username FROM location WHERE contact_id < 100 ORDER BY contact_id"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_newIdTakenSinceThePlan_theOtherRowStays(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = filled(database, rows(3));
            TableRepair repair = new TableRepair(store, IDS);
            RepairPlan plan = repair.plan();
            Repair second = plan.repairs().get(1);
            insert(store, List.of(row(second.newId(), 99)));
            Recorder recorder = new Recorder();
            RepairOutcome outcome = repair.apply(plan, recorder);

            assertEquals(new RepairOutcome(3, 2, 1, 0), outcome);
            assertEquals(List.of(second), recorder.skipped);
            assertEquals(List.of(List.of("user99")),
                    test.query("SELECT username FROM location WHERE contact_id = " + second.newId()));
            assertEquals(List.of(List.of("user2")),
                    test.query("SELECT username FROM location WHERE contact_id = " + second.oldId()));
        }
    }

    private static LocationStore filled(Database database, List<LocationRow> rows) {
        LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
        store.create();
        insert(store, rows);
        return store;
    }

    private static void insert(LocationStore store, List<LocationRow> rows) {
        try (LocationTransaction transaction = store.begin(true)) {
            assertEquals(List.of(), transaction.insert(rows));
            transaction.commit();
        }
    }

    private static List<LocationRow> scan(LocationStore store) {
        List<LocationRow> rows = new ArrayList<>();
        store.scan(rows::add);
        return rows;
    }

    /** Users with the IDs that a database counts up. */
    private static List<LocationRow> rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> row(number, number)).toList();
    }

    private static LocationRow row(long id, int user) {
        return new LocationRow(id, "user" + user, "example.com", "sip:user" + user + "@10.0.0.1:5060;ob",
                "sip:10.0.0.2:5060", "<sip:proxy;lr>", user % 3 == 0 ? 0L : 1_900_000_000L, 0.5, "call-" + id, 12,
                LocalDateTime.of(2026, 11, 21, 12, 0, user % 60), 4, "NAT", "ua", "udp:127.0.0.1:5060", 8063,
                "<urn:uuid:" + id + ">", "{\"k\":\"v\"}", "attr");
    }

    private static long rightId(String aor, long recordLabel, int contactLabel) {
        return ContactId.pack(PARAMETERS.aorHash(aor), recordLabel, contactLabel);
    }

    /** Keeps what it was told. */
    private static final class Recorder implements RepairListener {
        private final List<Long> done = new ArrayList<>();
        private final List<Repair> skipped = new ArrayList<>();

        @Override
        public void progress(long rows, long total) {
            done.add(rows);
        }

        @Override
        public void skipped(Repair repair, String reason) {
            skipped.add(repair);
        }
    }
}
