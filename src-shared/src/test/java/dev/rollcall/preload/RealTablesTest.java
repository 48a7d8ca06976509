package dev.rollcall.preload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.location.LocationRow;
import dev.rollcall.regen.Repair;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.repair.ColumnDigest;
import dev.rollcall.repair.RepairListener;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.repair.RepairRequest;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables that OpenSIPS 2.2, 2.4 and master wrote: their rows beside these tests, whole ones where ../shared is there.
 */
class RealTablesTest {
    private static final List<Integer> HASH_SIZES = List.of(2, 4, 9, 10, 12, 16);
    private static final int LOG_LINES = 1000;

    static Stream<Fixture> copied() {
        return Fixture.copied();
    }

    static Stream<Fixture> shared() {
        return Fixture.shared();
    }

    static Stream<Fixture> copiedWithDomain() {
        return Fixture.copied().filter(Fixture::useDomain);
    }

    private static void withStore(Fixture fixture, Consumer<LocationStore> test) throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            fixture.load(database);
            try (Database opened = database.open(Database.Access.READ_WRITE)) {
                test.accept(new LocationStore(opened, "location", ZoneOffset.UTC));
            }
        }
    }

    private static IdParameters released(int hashSize, boolean useDomain) {
        return new IdParameters(ContactIdFormat.RELEASED, hashSize, useDomain, CharSign.SIGNED);
    }

    private static PreloadSummary preload(RowSource rows, IdParameters parameters, int maxLogLines) {
        IdCheck ids = new IdCheck(parameters, List.of());
        return new Preload(ids, new MigratorCommand("sqlite:///rollcall.sqlite", "location"), maxLogLines)
                .run(rows, row -> { }, row -> { });
    }

    private static RepairPlan plan(LocationStore store, IdParameters parameters) {
        return TableRepair.plan(
                store, new IdCheck(parameters, List.of()), SpillDirectory.ofSystem());
    }

    @ParameterizedTest
    @MethodSource({"copied", "shared"})
    void preload_asWritten_loadsEveryRowWithoutAWordUnderAnyHashSize(Fixture fixture) throws Exception {
        withStore(fixture, store -> {
            for (int hashSize : HASH_SIZES) {
                try (CapturedLog log = new CapturedLog()) {
                    PreloadSummary summary = preload(store::scan, released(hashSize, fixture.useDomain()), LOG_LINES);
                    assertTrue(summary.rows() > 50);
                    assertEquals(summary.rows(), summary.loaded());
                    assertEquals(List.of(), log.entries());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource({"copied", "shared"})
    void survey_asWritten_isReleasedAndContradictsTheOtherUseDomain(Fixture fixture) throws Exception {
        withStore(fixture, store -> {
            IdSurvey survey = new IdSurvey();
            store.scanIds(survey::add);
            IdSettings right = auto(fixture, fixture.useDomain());
            assertEquals(ContactIdFormat.RELEASED, survey.decideFormat(right).format());
            assertEquals(survey.rows(), survey.decideFormat(right).explainedByReleased());
            assertEquals(Optional.empty(), survey.contradiction(right));
            Contradiction contradiction = survey.contradiction(auto(fixture, !fixture.useDomain())).orElseThrow();
            assertEquals(fixture.useDomain(), contradiction.useDomain());
            assertEquals(CharSign.SIGNED, contradiction.charSign());
        });
    }

    private static IdSettings auto(Fixture fixture, boolean useDomain) {
        return new IdSettings(Optional.empty(), fixture.hashSize(), useDomain, false, CharSign.SIGNED, false);
    }

    @ParameterizedTest
    @MethodSource({"copied", "shared"})
    void plan_asWritten_isEmpty(Fixture fixture) throws Exception {
        IdParameters asWritten = released(fixture.hashSize(), fixture.useDomain());
        withStore(fixture, store -> assertTrue(plan(store, asWritten).isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("copiedWithDomain")
    void preload_readWithoutUseDomain_rejectsEveryRowAndNamesTheCause(Fixture fixture) throws Exception {
        withStore(fixture, store -> {
            try (CapturedLog log = new CapturedLog()) {
                PreloadSummary summary = preload(store::scan, released(9, false), LOG_LINES);
                assertEquals(0, summary.loaded());
                assertEquals(Map.of(IdVerdict.OTHER_USE_DOMAIN, summary.rows()), summary.brokenIds());
                assertEquals(summary.rows() + 2, log.entries().size());
                String user19 = "ERROR:usrloc:preload_udomain: failed to match aorhashes for user user19,"
                        + "db aorhash [3237] new aorhash [131],db contactid [";
                assertEquals(5, log.entries().stream().filter(line -> line.startsWith(user19)).count());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("copied")
    void preload_idsCountedUp_rejectsEveryRow(Fixture fixture) throws Exception {
        withStore(fixture, store -> {
            List<LocationRow> rows = new ArrayList<>();
            store.scan(row -> rows.add(row.withContactId(rows.size() + 1L)));
            PreloadSummary summary = preload(consumer -> {
                rows.forEach(consumer);
                return rows.size();
            }, released(9, fixture.useDomain()), 0);
            assertEquals(Map.of(IdVerdict.AUTO_INCREMENT, (long) rows.size()), summary.brokenIds());
        });
    }

    @ParameterizedTest
    @MethodSource("copiedWithDomain")
    void repair_forTheOtherUseDomain_keepsEveryRowAndAllButItsId(Fixture fixture) throws Exception {
        // OpenSIPS R3 and R8: its own repair loses permanent contacts and the domain column.
        withStore(fixture, store -> {
            IdParameters byUser = released(9, false);
            List<LocationRow> before = rows(store);
            RepairPlan plan = plan(store, byUser);
            assertEquals(before.size(), plan.repairs().size());
            Map<Long, Long> ids = plan.repairs().stream().collect(Collectors.toMap(Repair::oldId, Repair::newId));
            RepairOutcome outcome = new TableRepair(store, SpillDirectory.ofSystem()).apply(
                    RepairRequest.of(byUser, plan, new ColumnDigest()), plan.repairs().iterator(), new NoListener());
            assertEquals(new RepairOutcome(before.size(), before.size(), 0, 0), outcome);

            assertEquals(
                    before.stream().map(row -> row.withContactId(ids.get(row.contactId()))).collect(Collectors.toSet()),
                    rows(store).stream().collect(Collectors.toSet()));
            assertTrue(plan(store, byUser).isEmpty());
            assertEquals(before.size(), preload(store::scan, byUser, 0).loaded());
        });
    }

    private static List<LocationRow> rows(LocationStore store) {
        List<LocationRow> rows = new ArrayList<>();
        store.scan(rows::add);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("copied")
    void copiedRows_ofMaster_holdPermanentContacts(Fixture fixture) throws Exception {
        withStore(fixture, store -> assertEquals(
                fixture.toString().contains("master"), rows(store).stream().anyMatch(row -> row.expires() == 0)));
        assertFalse(fixture.version() < 1011);
    }

    /** Has nothing to be told. */
    private static final class NoListener implements RepairListener {
        @Override
        public void started(JournalRun run, long done) {}

        @Override
        public void progress(long done, long total) {}

        @Override
        public void skipped(IdMapping row, String reason) {
            throw new AssertionError(row + ": " + reason);
        }
    }
}
