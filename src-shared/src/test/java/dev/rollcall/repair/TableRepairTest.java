package dev.rollcall.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.location.LocationRow;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.sql.MovingRows;
import dev.rollcall.sql.RowFault;
import dev.rollcall.sql.RowKey;
import dev.rollcall.testing.TestDatabase;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableRepairTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final IdCheck IDS = new IdCheck(PARAMETERS, List.of());
    private static final int CHUNK_ROWS = 200;

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_autoIncrementIds_everyRowKeepsAllButItsId(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = rows(CHUNK_ROWS + 50);
            LocationStore store = filled(database, before);
            Run run = new Run(store);
            RepairOutcome outcome = run.apply();

            assertEquals(new RepairOutcome(before.size(), before.size(), 0, 0), outcome);
            assertEquals(List.of((long) CHUNK_ROWS, (long) before.size()), run.recorder.done);
            assertEquals(moved(before, run.plan), new HashSet<>(scan(store)));
            assertTrue(TableRepair.plan(store, IDS, SpillDirectory.ofSystem()).isEmpty(),
                    "a second run changes nothing");
            assertTrue(run.repair.unfinished().isEmpty());
            assertEquals(run.digest.text(), digest(store), "every other column is as it was");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void plan_mixedTable_newIdsAreNeitherThereBeforeNorTwice(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> rows = new ArrayList<>(rows(40));
            rows.add(row(rightId("user1@example.com", 7, 1), 1));
            RepairPlan plan = new Run(filled(database, rows)).plan;
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
            Run run = new Run(filled(database, rows(6)));
            test.execute("DELETE FROM location WHERE contact_id = 1",
                    "UPDATE location SET username = 'USER2' WHERE contact_id = 2",
                    "UPDATE location SET domain = NULL WHERE contact_id = 3",
                    "UPDATE location SET cseq = 99 WHERE contact_id = 4");
            RepairOutcome outcome = run.apply();

            assertEquals(new RepairOutcome(6, 3, 3, 0), outcome);
            assertEquals(List.of(1L, 2L, 3L), run.recorder.skipped.stream().map(IdMapping::oldId).toList());
            assertEquals(List.of(List.of("2", "USER2"), List.of("3", "user3")),
                    test.query("SELECT contact_id, username FROM location WHERE contact_id < 100 ORDER BY contact_id"));
            assertEquals(List.of(List.of("99")),
                    test.query("SELECT cseq FROM location WHERE username = 'user4'"), "a refresh is no change");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_newIdTakenSinceThePlan_theOtherRowStays(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = filled(database, rows(3));
            Run run = new Run(store);
            Repair second = run.plan.repairs().stream().toList().get(1);
            insert(store, List.of(row(second.newId(), 99)));
            RepairOutcome outcome = run.apply();

            assertEquals(new RepairOutcome(3, 2, 1, 0), outcome);
            assertEquals(List.of(2L), run.recorder.skipped.stream().map(IdMapping::oldId).toList());
            assertEquals(List.of(List.of("user99")),
                    test.query("SELECT username FROM location WHERE contact_id = " + second.newId()));
            assertEquals(List.of(List.of("user2")),
                    test.query("SELECT username FROM location WHERE contact_id = " + second.oldId()));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_databaseRefusesOneNewId_onlyThatRowIsSkipped(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            Run run = new Run(filled(database, rows(9)));
            long refused = run.plan.repairs().stream().toList().get(4).newId();
            test.execute(switch (test.kind()) {
                case MYSQL -> "CREATE TRIGGER refusing BEFORE UPDATE ON location FOR EACH ROW IF NEW.contact_id = "
                        + refused + " THEN SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = 'no such id here'; END IF";
                case POSTGRESQL -> "ALTER TABLE location ADD CONSTRAINT refusing CHECK (contact_id <> " + refused + ")";
                case SQLITE -> "CREATE TRIGGER refusing BEFORE UPDATE ON location WHEN NEW.contact_id = " + refused
                        + " BEGIN SELECT RAISE(ABORT, 'no such id here'); END";
            });
            assertEquals(new RepairOutcome(9, 8, 1, 0), run.apply());
            assertEquals(List.of(5L), run.recorder.skipped.stream().map(IdMapping::oldId).toList());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void resume_stoppedBetweenTwoChunks_endsAsAnUninterruptedRun(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = rows(3 * CHUNK_ROWS);
            LocationStore store = filled(database, before);
            Run run = new Run(store);
            Set<LocationRow> expected = moved(before, run.plan);
            run.recorder.stopAfter = CHUNK_ROWS;
            assertThrows(IllegalStateException.class, run::apply);

            Run next = new Run(store);
            JournalRun unfinished = next.repair.unfinished().orElseThrow();
            assertEquals(3 * CHUNK_ROWS, unfinished.planned());
            RepairOutcome outcome = next.repair.resume(unfinished, next.recorder);
            assertEquals(new RepairOutcome(before.size(), 2 * CHUNK_ROWS, 0, 0), outcome);
            assertEquals(CHUNK_ROWS, next.recorder.startedAt);
            assertEquals(expected, new HashSet<>(scan(store)));
            assertTrue(next.repair.unfinished().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_killedWhileTheMappingIsWritten_isForgottenAndTheTableUntouched(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = filled(database, rows(10));
            Run run = new Run(store);
            Iterator<Repair> cutOff = run.plan.repairs().stream().peek(repair -> {
                if (repair.oldId() == 7) {
                    throw new IllegalStateException("killed");
                }
            }).iterator();
            assertThrows(IllegalStateException.class, () -> run.repair.apply(run.request(), cutOff, run.recorder));
            assertTrue(run.repair.unfinished().isEmpty());
            assertEquals(new HashSet<>(rows(10)), new HashSet<>(scan(store)));

            assertEquals(new RepairOutcome(10, 10, 0, 0), run.apply());
            assertEquals(List.of(List.of("1", "applied", "10")),
                    test.query("SELECT run, state, planned FROM location_repair_run"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void undo_afterAnyNumberOfChunks_everyRowIsAsItWas(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = rows(2 * CHUNK_ROWS + 7);
            LocationStore store = filled(database, before);
            Run run = new Run(store);
            run.recorder.stopAfter = 2 * CHUNK_ROWS;
            assertThrows(IllegalStateException.class, run::apply);

            Run undo = new Run(store);
            undo.recorder.stopAfter = CHUNK_ROWS;
            assertThrows(IllegalStateException.class,
                    () -> undo.repair.undo(undo.repair.undoable().get(0), undo.recorder));
            undo.recorder.stopAfter = Long.MAX_VALUE;
            RepairOutcome outcome = undo.repair.undo(undo.repair.undoable().get(0), undo.recorder);
            assertEquals(CHUNK_ROWS, outcome.repaired(), "what the first one left");
            assertEquals(new HashSet<>(before), new HashSet<>(scan(store)));
            assertTrue(undo.repair.undoable().isEmpty());
            assertTrue(undo.repair.unfinished().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void undo_rowChangedSince_isLeftAndTold(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = filled(database, rows(5));
            Run run = new Run(store);
            run.apply();
            test.execute("UPDATE location SET username = 'renamed' WHERE username = 'user2'",
                    "DELETE FROM location WHERE username = 'user3'");
            insert(store, List.of(row(4, 44)));
            Recorder recorder = new Recorder();
            RepairOutcome outcome = run.repair.undo(run.repair.undoable().get(0), recorder);

            assertEquals(new RepairOutcome(5, 2, 3, 0), outcome);
            assertEquals(Set.of(2L, 3L, 4L),
                    recorder.skipped.stream().map(IdMapping::oldId).collect(Collectors.toSet()));
            assertEquals(List.of(List.of("1", "user1"), List.of("4", "user44"), List.of("5", "user5")),
                    test.query("SELECT contact_id, username FROM location WHERE contact_id < 100 ORDER BY contact_id"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void apply_namesThatNeedCare_areFoundAgain(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = new ArrayList<>();
            List<String> names = List.of("j\u00fcrgen", "tab\there", "back\\slash", "\\N", "new\nline", "q'uote",
                    "\ud83d\ude00", "per%cent", "a@b");
            for (int i = 0; i < names.size(); i++) {
                before.add(named(i + 1, names.get(i), i % 2 == 0 ? "example.com" : "EXAMPLE.com"));
            }
            LocationStore store = filled(database, before);
            Run run = new Run(store);
            assertEquals(new RepairOutcome(names.size(), names.size(), 0, 0), run.apply());
            assertEquals(moved(before, run.plan), new HashSet<>(scan(store)));
            run.repair.undo(run.repair.undoable().get(0), new Recorder());
            assertEquals(new HashSet<>(before), new HashSet<>(scan(store)));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whileMoving_rowsWrittenBeforeTheirTurn_areMovedOnceAndNotMissed(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = rows(CHUNK_ROWS + 50);
            Served served = new Served(filled(database, before));
            served.refreshAndDelete(3, 5);
            assertEquals(before.size() - 2, served.moving.waiting());
            assertEquals(2, served.moving.mended());
            assertEquals(new RepairOutcome(before.size(), before.size(), 0, 0), served.run.repair.resume(
                    served.journalled, served.moving, served.run.recorder));
            assertEquals(before.size(), served.moving.mended());
            assertEquals(0, served.moving.left());
            assertEquals(served.expected(before, 3, 5), new HashSet<>(scan(served.run.store)));
            Run undo = new Run(served.run.store);
            assertEquals(before.size() - 1, undo.repair.undo(undo.repair.undoable().get(0), undo.recorder).repaired(),
                    "what was deleted stays so");
            assertEquals(List.of(), undo.recorder.skipped);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whileMoving_killedBeforeTheFirstChunk_isResumedOrTakenBackWhole(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            List<LocationRow> before = rows(9);
            Served served = new Served(filled(database, before));
            served.refreshAndDelete(3, 5);

            Run next = new Run(served.run.store);
            JournalRun unfinished = next.repair.unfinished().orElseThrow();
            MovingRows moving = next.repair.movingOn(unfinished);
            assertEquals(7, moving.rows(), "what was moved or deleted waits no more");
            assertEquals(served.expected(before, 3, 5),
                    new HashSet<>(scan(next.store.whileMoving(moving))), "served under the new ids from the start");

            assertEquals(1, next.repair.undo(unfinished, next.recorder).repaired());
            assertEquals(List.of(), next.recorder.skipped);
            Set<LocationRow> old = before.stream().filter(row -> row.contactId() != 5)
                    .map(row -> row.contactId() == 3 ? refreshed(row) : row).collect(Collectors.toSet());
            assertEquals(old, new HashSet<>(scan(served.run.store)));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whileMoving_newIdTakenBySomebodyElse_thatRowIsLeftAndAllOthersMove(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            Served served = new Served(filled(database, rows(9)));
            insert(served.run.store, List.of(row(served.newId(4), 44)));
            served.refreshAndDelete(3, 5);
            served.transaction(transaction -> transaction.update(List.of(refreshed(row(served.newId(4), 4)))));
            assertEquals(1, served.moving.left(), "found by the server");

            insert(served.run.store, List.of(row(served.newId(7), 77)));
            assertEquals(1, served.run.repair.resume(served.journalled, served.moving, served.run.recorder).skipped());
            assertEquals(2, served.moving.left());
            assertEquals(7, served.moving.mended());
            assertEquals(List.of(List.of("4", "user4"), List.of("7", "user7")),
                    test.query("SELECT contact_id, username FROM location WHERE contact_id < 100 ORDER BY contact_id"));
        }
    }

    /** Rows whose new IDs are written down, of a table that a server writes. */
    private static final class Served {
        private final Run run;
        private final JournalRun journalled;
        private final MovingRows moving;

        Served(LocationStore store) {
            run = new Run(store);
            journalled = run.repair.prepare(
                    RepairRequest.whileServed(PARAMETERS, run.plan), run.plan.repairs().iterator());
            moving = run.repair.moving(journalled);
            moving.loaded();
        }

        long newId(long oldId) {
            return run.plan.repairs().stream()
                    .filter(repair -> repair.oldId() == oldId)
                    .findFirst().orElseThrow().newId();
        }

        /** By the IDs that a server knows. */
        void refreshAndDelete(int refreshed, int deleted) {
            transaction(transaction -> {
                List<RowFault> faults = new ArrayList<>(transaction.delete(
                        List.of(new RowKey(newId(deleted), "user" + deleted, "example.com"))));
                faults.addAll(transaction.update(
                        List.of(refreshed(row(newId(refreshed), refreshed)))));
                assertEquals(List.of(), faults);
            });
        }

        void transaction(Consumer<LocationTransaction> work) {
            try (LocationTransaction transaction = run.store.whileMoving(moving).begin(true)) {
                work.accept(transaction);
                transaction.commit();
            }
        }

        Set<LocationRow> expected(List<LocationRow> before, long refreshed, long deleted) {
            return before.stream()
                    .filter(row -> row.contactId() != deleted)
                    .map(row -> (row.contactId() == refreshed ? refreshed(row) : row)
                            .withContactId(newId(row.contactId())))
                    .collect(Collectors.toSet());
        }
    }

    private static LocationRow refreshed(LocationRow row) {
        return new LocationRow(row.contactId(), row.username(), row.domain(), row.contact(), row.received(), row.path(),
                1_999_999_999L, row.q(), "refreshed", 13, row.lastModified(), row.flags(), row.cflags(),
                row.userAgent(), row.socket(), row.methods(), row.sipInstance(), row.kvStore(), row.attr());
    }

    private static LocationRow named(long id, String username, String domain) {
        LocationRow row = row(id, (int) id);
        return new LocationRow(row.contactId(), username, domain, row.contact(), row.received(), row.path(),
                row.expires(), row.q(), row.callId(), row.cseq(), row.lastModified(), row.flags(), row.cflags(),
                row.userAgent(), row.socket(), row.methods(), row.sipInstance(), row.kvStore(), row.attr());
    }

    private static Set<LocationRow> moved(List<LocationRow> rows, RepairPlan plan) {
        Map<Long, Long> newIds = new HashMap<>();
        plan.repairs().forEach(planned -> newIds.put(planned.oldId(), planned.newId()));
        return rows.stream()
                .map(row -> row.withContactId(newIds.getOrDefault(row.contactId(), row.contactId())))
                .collect(Collectors.toSet());
    }

    private static String digest(LocationStore store) {
        ColumnDigest digest = new ColumnDigest();
        store.scan(digest::add);
        return digest.text();
    }

    /** A repair of small chunks, planned. */
    private static final class Run {
        private final LocationStore store;
        private final TableRepair repair;
        private final ColumnDigest digest = new ColumnDigest();
        private final RepairPlan plan;
        private final Recorder recorder = new Recorder();

        Run(LocationStore store) {
            this.store = store;
            repair = new TableRepair(store, SpillDirectory.ofSystem()).withChunkRows(CHUNK_ROWS);
            plan = repair.plan(IDS, digest::add);
        }

        RepairRequest request() {
            return RepairRequest.of(PARAMETERS, plan, digest);
        }

        RepairOutcome apply() {
            return repair.apply(request(), plan.repairs().iterator(), recorder);
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

    /** Keeps what it was told, and stops where it is to. */
    private static final class Recorder implements RepairListener {
        private final List<Long> done = new ArrayList<>();
        private final List<IdMapping> skipped = new ArrayList<>();
        private long startedAt = -1;
        private long stopAfter = Long.MAX_VALUE;

        @Override
        public void started(JournalRun run, long before) {
            startedAt = before;
        }

        @Override
        public void progress(long rows, long total) {
            done.add(rows);
            if (rows >= stopAfter) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void skipped(IdMapping row, String reason) {
            skipped.add(row);
        }
    }
}
