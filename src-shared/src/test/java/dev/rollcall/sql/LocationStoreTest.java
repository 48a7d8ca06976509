package dev.rollcall.sql;

import static dev.rollcall.testing.RowBuilder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.location.LocationRow;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of database must do alike; against real servers. */
class LocationStoreTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#everyDriver";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String LONG_TEXT = "ä☎😀".repeat(85);

    static Stream<Arguments> kindsAndSchemas() {
        return Stream.of(1011, 1013).flatMap(version ->
                TestDatabase.everyDriver().map(database -> Arguments.of(database, version)));
    }

    static Stream<Arguments> kindsAndCopies() {
        return Fixture.copied().flatMap(fixture ->
                TestDatabase.all().map(database -> Arguments.of(database, fixture)));
    }

    static Stream<Arguments> kindsAndShared() {
        return Fixture.shared().flatMap(fixture ->
                TestDatabase.all().map(database -> Arguments.of(database, fixture)));
    }

    static Stream<Fixture> sharedDumps() {
        return Fixture.sharedDumps().filter(fixture -> fixture.version() >= 1011);
    }

    // ---- round trips

    @ParameterizedTest
    @MethodSource("kindsAndSchemas")
    void insert_everyKindOfValue_readBackEqual(TestDatabase test, int version) {
        withTable(test, version, store -> {
            List<LocationRow> rows = valuesOf(test.kind(), version);
            assertEquals(List.of(), write(store, tx -> tx.insert(rows)));
            assertEquals(rows, sorted(store));
        });
    }

    private static List<LocationRow> valuesOf(DatabaseKind kind, int version) {
        String kvStore = version == 1013 ? "{\"k\":\"v\\\"ü\"}" : null;
        List<LocationRow> rows = new ArrayList<>(List.of(
                row(1).domain(null).received(null).path(null).cflags(null).socket(null).methods(null).build(),
                row(2).username("").domain("").contact("").received("").path("").callId("").cflags("").userAgent("")
                        .socket("").sipInstance("").kvStore(version == 1013 ? "" : null).attr("").build(),
                row(3).username("ä☎😀".repeat(21) + "x").domain("ü".repeat(64)).contact("sip:müller@☎")
                        .received(LONG_TEXT).path(LONG_TEXT).callId(LONG_TEXT).cflags(LONG_TEXT).userAgent(LONG_TEXT)
                        .socket("s".repeat(64)).sipInstance(LONG_TEXT).kvStore(kvStore).attr(LONG_TEXT).build(),
                row(4).username("O'Brien \\ \"x\" `%_?").contact("sip:%61@h;x='\\';y=$1\t--\n/*").build(),
                row(5).expires(0L).q(0.0).cseq(0).flags(4).methods(0).build(),
                row(6).expires((long) Integer.MAX_VALUE).q(1.0).cseq(Integer.MAX_VALUE).methods(32767).build(),
                row(7).q(0.1).cseq(-1).methods(-1).lastModified(LocalDateTime.of(1900, 1, 1, 0, 0, 1)).build(),
                row(8).q(0.33).lastModified(LocalDateTime.of(2038, 1, 19, 3, 14, 8)).build(),
                row(1L << 46).build(),
                row((1L << 62) - 1).build(),
                row(Long.MAX_VALUE).build()));
        if (kind == DatabaseKind.MYSQL) {
            rows.add(row(1L << 63).build());
            rows.add(row(-1L).build());
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("kindsAndSchemas")
    void update_everyKindOfValue_readBackEqual(TestDatabase test, int version) {
        withTable(test, version, store -> {
            List<LocationRow> refreshed = valuesOf(test.kind(), version);
            List<LocationRow> before = refreshed.stream().map(r -> row(r.contactId()).username(r.username())
                    .domain("example.com").contact(r.contact()).sipInstance(r.sipInstance()).build()).toList();
            List<LocationRow> after = refreshed.stream().map(r -> new LocationRow(
                    r.contactId(), r.username(), "example.com", r.contact(), r.received(), r.path(), r.expires(), r.q(),
                    r.callId(), r.cseq(), r.lastModified(), r.flags(), r.cflags(), r.userAgent(), r.socket(),
                    r.methods(), r.sipInstance(), r.kvStore(), r.attr())).toList();
            write(store, tx -> tx.insert(before));
            assertEquals(List.of(), write(store, tx -> tx.update(after)));
            assertEquals(after, sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource("kindsAndCopies")
    void insert_rowsOfOpenSips_storedAlike(TestDatabase test, Fixture fixture) {
        fixture.load(test);
        copyThroughUs(test, fixture.version());
    }

    @ParameterizedTest
    @MethodSource("kindsAndShared")
    void insert_tableOfOpenSips_storedAlike(TestDatabase test, Fixture fixture) {
        fixture.load(test);
        copyThroughUs(test, fixture.version());
    }

    @ParameterizedTest
    @MethodSource("sharedDumps")
    void insert_dumpOfOpenSips_storedAlike(Fixture fixture) throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL)) {
            fixture.load(test);
            copyThroughUs(test, fixture.version());
        }
    }

    /** Another program must see in the copy what it saw in the original, column by column as text. */
    private static void copyThroughUs(TestDatabase test, int version) {
        LocationTables.create(test, "copy", version);
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            List<LocationRow> rows = new ArrayList<>();
            long count = new LocationStore(database, "location", BERLIN).scan(rows::add);
            assertTrue(count > 80, "rows: " + count);
            write(new LocationStore(database, "copy", BERLIN), tx -> tx.insert(rows));
        }
        String columns = String.join(", ", LocationStatements.columns(
                version == 1011 ? LocationSchema.V1011 : LocationSchema.V1013));
        assertEquals(
                test.query("SELECT " + columns + " FROM location ORDER BY contact_id"),
                test.query("SELECT " + columns + " FROM copy ORDER BY contact_id"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void scan_columnsOfVariableLength_readAlike(TestDatabase test) {
        String ddl = LocationTables.ddl(test.kind(), "location", 1013);
        test.execute(ddl.replace(" CHAR(64)", " VARCHAR(100)").replace(" CHAR(255)", " TEXT")
                .replace("VARCHAR(255)", "TEXT").replace("INT(10) UNSIGNED NOT NULL", "BIGINT NOT NULL"));
        LocationTables.noteVersion(test, "location", 1013);
        withStore(test, store -> {
            List<LocationRow> rows = List.of(
                    row(1).userAgent("x".repeat(2000)).build(), row(2).username("trailing space ").build());
            assertEquals(List.of(), write(store, tx -> tx.insert(rows)));
            assertEquals(rows, sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void scanIds_rows_sameAsScan(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<LocationRow> rows = List.of(
                    row(5).username("ä").domain(null).build(), row((1L << 62) - 1).domain("d").build());
            write(store, tx -> tx.insert(rows));
            List<List<Object>> ids = new ArrayList<>();
            long count = store.scanIds((id, username, domain) -> {
                ids.add(Arrays.asList(id, username, domain));
            });
            assertEquals(2, count);
            assertTrue(ids.contains(Arrays.<Object>asList(5L, "ä", null)));
            assertTrue(ids.contains(List.<Object>of((1L << 62) - 1, "alice", "d")));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void insert_withoutUseDomain_domainLeftToItsDefault(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1013)
                .replace("domain CHAR(64) DEFAULT NULL", "domain CHAR(64) DEFAULT 'own' NOT NULL")
                .replace("domain VARCHAR(64) DEFAULT NULL", "domain VARCHAR(64) DEFAULT 'own' NOT NULL"));
        LocationTables.noteVersion(test, "location", 1013);
        withStore(test, store -> {
            try (LocationTransaction transaction = store.begin(false)) {
                assertEquals(List.of(), transaction.insert(List.of(row(1).domain(null).build())));
                assertEquals(List.of(), transaction.update(List.of(row(1).domain(null).cseq(7).build())));
                transaction.commit();
            }
            assertEquals(List.of(row(1).domain("own").cseq(7).build()), sorted(store));
        });
    }

    // ---- time in schema 1011

    @ParameterizedTest
    @MethodSource(ALL)
    void expires_of1011_localTimeOfTheZone(TestDatabase test) {
        withTable(test, 1011, store -> {
            long noon = Instant.parse("2026-07-01T10:00:00Z").getEpochSecond();
            write(store, tx -> tx.insert(List.of(row(1).expires(noon).build(), row(2).expires(0L).build())));
            assertEquals(noon, sorted(store).get(0).expires());
        });
        List<List<String>> stored = test.query("SELECT expires FROM location ORDER BY contact_id");
        assertTrue(stored.get(0).get(0).startsWith("2026-07-01 12:00:00"), stored.toString());
        assertTrue(stored.get(1).get(0).startsWith("1970-01-01 01:00:00"), stored.toString());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void expires_of1011InRepeatedHour_readAsItsSecondPass(TestDatabase test) {
        withTable(test, 1011, store -> {
            long firstPass = Instant.parse("2026-10-25T00:30:00Z").getEpochSecond();
            long secondPass = firstPass + 3600;
            write(store, tx -> tx.insert(List.of(
                    row(1).expires(firstPass - 1800 - 1).build(), row(2).expires(firstPass).build(),
                    row(3).expires(secondPass).build(), row(4).expires(secondPass + 1800).build())));
            assertEquals(
                    List.of(firstPass - 1801, secondPass, secondPass, secondPass + 1800),
                    sorted(store).stream().map(LocationRow::expires).toList());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void expires_of1011InSkippedHour_readAsAnHourLater(TestDatabase test) {
        withTable(test, 1011, store -> {
            write(store, tx -> tx.insert(List.of(row(1).build())));
            test.execute("UPDATE location SET expires = '2026-03-29 02:30:00'");
            assertEquals(Instant.parse("2026-03-29T01:30:00Z").getEpochSecond(), sorted(store).get(0).expires());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void deleteExpired_of1011InRepeatedHour_notBeforeItsSecondPass(TestDatabase test) {
        withTable(test, 1011, store -> {
            long start = Instant.parse("2026-10-25T00:00:00Z").getEpochSecond();
            List<LocationRow> rows = List.of(row(1).expires(start - 1).build(), row(2).expires(start + 600).build());
            List<RowKey> keys = rows.stream().map(LocationStoreTest::key).toList();
            write(store, tx -> tx.insert(rows));
            assertEquals(List.of("1 NOT_FOUND"), causes(write(store, tx -> tx.deleteExpired(keys, start + 1800))));
            assertEquals(
                    List.of("0 NOT_FOUND", "1 NOT_FOUND"),
                    causes(write(store, tx -> tx.deleteExpired(keys, start + 3600 + 599))));
            assertEquals(
                    List.of("0 NOT_FOUND"), causes(write(store, tx -> tx.deleteExpired(keys, start + 3600 + 600))));
        });
    }

    @ParameterizedTest
    @MethodSource("kindsAndSchemas")
    void scan_nullEverywhere_readAsNull(TestDatabase test, int version) {
        test.execute(LocationTables.ddl(test.kind(), "location", version)
                .replace("KEY NOT NULL", "KEY").replace(" NOT NULL", ""));
        LocationTables.noteVersion(test, "location", version);
        withStore(test, store -> {
            LocationRow nothing = new LocationRow(1L, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null);
            assertEquals(List.of(), write(store, tx -> tx.insert(List.of(nothing))));
            assertEquals(List.of(nothing), sorted(store));
        });
    }

    @Test
    void scan_zeroDates_readAsNull() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL)) {
            withTable(test, 1011, store -> {
                test.execute("SET sql_mode = ''", "INSERT INTO location (contact_id, expires, last_modified) "
                        + "VALUES (1, '0000-00-00 00:00:00', '2026-00-00 00:00:00')");
                LocationRow read = sorted(store).get(0);
                assertNull(read.expires());
                assertNull(read.lastModified());
            });
        }
    }

    @Test
    void scan_infiniteTimes_readAsNull() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.POSTGRESQL)) {
            withTable(test, 1011, store -> {
                test.execute("INSERT INTO location (contact_id, expires, last_modified, q) "
                        + "VALUES (1, 'infinity', '-infinity', 'NaN')");
                LocationRow read = sorted(store).get(0);
                assertNull(read.expires());
                assertNull(read.lastModified());
                assertNull(read.q());
            });
        }
    }

    @Test
    void scan_valuesThatAreNone_readAsNull() {
        TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
        withTable(test, 1013, store -> {
            write(store, tx -> tx.insert(List.of(row(1).build())));
            test.execute("UPDATE location SET expires = '2026-11-21 10:00:00', last_modified = 'never', "
                    + "cseq = 1 << 40");
            LocationRow read = sorted(store).get(0);
            assertEquals(row(1).expires(null).lastModified(null).cseq(null).build(), read);
        });
    }

    // ---- batches

    @ParameterizedTest
    @MethodSource(ALL)
    void insert_keyTaken_neitherOverwrittenNorOthersLost(TestDatabase test) {
        withTable(test, 1013, store -> {
            LocationRow there = row(1700).username("owner").build();
            write(store, tx -> tx.insert(List.of(there)));
            List<LocationRow> batch = IntStream.range(0, 2500).mapToObj(i -> row(i + 1).build()).toList();
            List<RowFault> faults = write(store, tx -> tx.insert(batch));
            assertEquals(1, faults.size());
            assertEquals(1699, faults.get(0).row());
            assertEquals(RowFault.Cause.KEY_CLASH, faults.get(0).cause());
            List<LocationRow> stored = sorted(store);
            assertEquals(2500, stored.size());
            assertEquals(there, stored.get(1699));
            assertEquals(batch.get(2499), stored.get(2499));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void insert_keyTwiceInBatch_firstStoredSecondReported(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<RowFault> faults = write(store, tx -> tx.insert(List.of(
                    row(1).username("first").build(), row(1).username("second").build(), row(2).build())));
            assertEquals(List.of("1 KEY_CLASH"), causes(faults));
            assertEquals(List.of("first", "alice"), sorted(store).stream().map(LocationRow::username).toList());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void insert_otherUniqueIndexClashes_refusedAsNoIdWouldHelp(TestDatabase test) {
        withTable(test, 1011, store -> {
            test.execute("CREATE UNIQUE INDEX account_contact_idx ON location (username, domain, callid)");
            List<RowFault> faults = write(store, tx -> tx.insert(List.of(row(1).build(), row(2).build())));
            assertEquals(List.of("1 REFUSED"), causes(faults));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void insert_valuesThatAreRefused_onlyThoseRowsReported(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<LocationRow> batch = new ArrayList<>();
            IntStream.range(0, 100).forEach(i -> batch.add(row(i + 1).build()));
            batch.set(10, row(11).contact(null).build());
            batch.set(99, row(100).username(null).build());
            if (test.kind() != DatabaseKind.SQLITE) {
                batch.set(40, row(41).userAgent("x".repeat(256)).build());
                batch.set(41, row(42).username("y".repeat(65)).build());
                batch.set(42, row(43).expires(1L << 33).build());
            }
            List<RowFault> faults = write(store, tx -> tx.insert(batch));
            assertEquals(
                    test.kind() == DatabaseKind.SQLITE
                            ? List.of("10 REFUSED", "99 REFUSED")
                            : List.of("10 REFUSED", "40 REFUSED", "41 REFUSED", "42 REFUSED", "99 REFUSED"),
                    causes(faults));
            assertTrue(faults.stream().noneMatch(fault -> fault.reason().isBlank() || fault.reason().contains("\n")));
            assertEquals(100 - faults.size(), sorted(store).size());
        });
    }

    @Test
    void insert_characterOutsideTheColumnsSet_refusedByMariaDb() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL)) {
            test.execute(LocationTables.ddl(test.kind(), "location", 1013).replace("utf8mb4", "latin1"));
            LocationTables.noteVersion(test, "location", 1013);
            withStore(test, store -> {
                assertEquals(List.of("1 REFUSED"), causes(write(store, tx -> tx.insert(List.of(
                        row(1).userAgent("é").build(), row(2).userAgent("☎").build())))));
                assertEquals("é", sorted(store).get(0).userAgent());
            });
        }
    }

    @Test
    void insert_timeBeyond2038_refusedByPostgres() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.POSTGRESQL)) {
            withTable(test, 1013, store -> assertEquals(
                    List.of("0 REFUSED"),
                    causes(write(store, tx -> tx.insert(List.of(
                            row(1).expires(1L << 31).build(), row(2).expires((1L << 31) - 1).build()))))));
        }
    }

    @Test
    void insert_nulCharacter_refusedByPostgres() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.POSTGRESQL)) {
            withTable(test, 1013, store -> assertEquals(
                    List.of("1 REFUSED"),
                    causes(write(store, tx -> tx.insert(List.of(
                            row(1).build(), row(2).contact("sip:a\0@b").build(), row(3).build()))))));
        }
    }

    @Test
    void insert_idOfZero_storedAsZeroByMariaDb() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL)) {
            withTable(test, 1013, store -> {
                write(store, tx -> tx.insert(List.of(row(0).build())));
                assertEquals(List.of(row(0).build()), sorted(store));
            });
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void update_vanishedOrForeignRow_reported(TestDatabase test) {
        withTable(test, 1013, store -> {
            LocationRow foreign = row(3).username("bob").build();
            LocationRow otherDomain = row(4).domain("example.org").build();
            write(store, tx -> tx.insert(List.of(row(1).build(), foreign, otherDomain, row(5).build())));
            List<RowFault> faults = write(store, tx -> tx.update(List.of(
                    row(1).cseq(9).build(), row(2).cseq(9).build(), row(3).cseq(9).build(), row(4).cseq(9).build(),
                    row(5).build())));
            assertEquals(List.of("1 NOT_FOUND", "2 NOT_FOUND", "3 NOT_FOUND"), causes(faults));
            assertEquals(List.of(row(1).cseq(9).build(), foreign, otherDomain, row(5).build()), sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void update_someOfMoreThanABatchVanished_exactlyThoseReported(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<LocationRow> rows = LongStream.rangeClosed(1, 2500).mapToObj(id -> row(id).build()).toList();
            write(store, tx -> tx.insert(rows));
            write(store, tx -> tx.delete(Stream.of(3, 1500, 2500).map(id -> key(row(id).build())).toList()));
            List<LocationRow> refreshed = LongStream.rangeClosed(1, 2500)
                    .mapToObj(id -> row(id).cseq(9).build())
                    .toList();
            List<RowFault> faults = write(store, tx -> tx.update(refreshed));
            assertEquals(List.of("2 NOT_FOUND", "1499 NOT_FOUND", "2499 NOT_FOUND"), causes(faults));
            assertEquals(2497, sorted(store).stream().filter(row -> row.cseq() == 9).count());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void update_allVanished_allReported(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<LocationRow> rows = LongStream.rangeClosed(1, 1500).mapToObj(id -> row(id).build()).toList();
            assertEquals(1500, write(store, tx -> tx.update(rows)).size());
            assertEquals(List.of(), sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void delete_someVanished_othersDeletedAndThoseReported(TestDatabase test) {
        withTable(test, 1013, store -> {
            write(store, tx -> tx.insert(LongStream.rangeClosed(1, 20).mapToObj(id -> row(id).build()).toList()));
            List<RowKey> keys = Stream.of(1, 99, 2, 3).map(id -> key(row(id).build())).toList();
            List<RowFault> faults = write(store, tx -> tx.delete(keys));
            assertEquals(List.of("1 NOT_FOUND"), causes(faults));
            assertEquals(17, sorted(store).size());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void scan_marksOfPackedRowsInTexts_readAsTheyAre(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<LocationRow> rows = List.of(
                    row(1).userAgent("a\u001eb").build(),
                    row(2).userAgent("\u001f").attr("").build(),
                    row(3).callId("\u001e").received("\u001f\u001e").build(),
                    row(4).path("").kvStore("{}").methods(-1).q(0.33).build());
            write(store, tx -> tx.insert(rows));
            assertEquals(rows, sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void update_valuesThatAreRefused_othersWritten(TestDatabase test) {
        assumeTrue(test.kind() != DatabaseKind.SQLITE, "SQLite takes a value of any length");
        withTable(test, 1013, store -> {
            write(store, tx -> tx.insert(List.of(row(1).build(), row(2).build(), row(3).build())));
            List<RowFault> faults = write(store, tx -> tx.update(List.of(
                    row(1).cseq(9).build(), row(2).cseq(9).userAgent("x".repeat(256)).build(), row(3).cseq(9).build(),
                    row(4).build())));
            assertEquals(List.of("1 REFUSED", "3 NOT_FOUND"), causes(faults));
            assertEquals(List.of(9, 1, 9), sorted(store).stream().map(LocationRow::cseq).toList());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void update_contactAndInstance_stayAsInserted(TestDatabase test) {
        withTable(test, 1013, store -> {
            write(store, tx -> tx.insert(List.of(row(1).sipInstance("<a>").build())));
            write(store, tx -> tx.update(List.of(row(1).contact("sip:other@h").sipInstance("<b>").build())));
            assertEquals(List.of(row(1).sipInstance("<a>").build()), sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void delete_rows_onlyOwnOnes(TestDatabase test) {
        withTable(test, 1013, store -> {
            LocationRow foreign = row(2).username("bob").build();
            write(store, tx -> tx.insert(List.of(row(1).build(), foreign, row(3).build())));
            List<RowFault> faults = write(store, tx -> tx.delete(List.of(
                    new RowKey(1, "alice", "example.com"), new RowKey(2, "alice", "example.com"),
                    new RowKey(9, "alice", "example.com"))));
            assertEquals(List.of("1 NOT_FOUND", "2 NOT_FOUND"), causes(faults));
            assertEquals(List.of(foreign, row(3).build()), sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource("kindsAndSchemas")
    void deleteExpired_rowRefreshedMeanwhile_stays(TestDatabase test, int version) {
        withTable(test, version, store -> {
            long now = 1_800_000_000L;
            List<LocationRow> rows = List.of(
                    row(1).expires(now).build(), row(2).expires(now + 1).build(), row(3).expires(0L).build(),
                    row(4).expires(now - 86400).build());
            write(store, tx -> tx.insert(rows));
            List<RowFault> faults = write(store, tx ->
                    tx.deleteExpired(rows.stream().map(LocationStoreTest::key).toList(), now));
            assertEquals(List.of("1 NOT_FOUND", "2 NOT_FOUND"), causes(faults));
            assertEquals(rows.subList(1, 3), sorted(store));
        });
    }

    // ---- transactions

    @ParameterizedTest
    @MethodSource(ALL)
    void close_withoutCommit_nothingWritten(TestDatabase test) {
        withTable(test, 1013, store -> {
            try (LocationTransaction transaction = store.begin(true)) {
                transaction.insert(List.of(row(1).build()));
            }
            assertEquals(List.of(), sorted(store));
            write(store, tx -> tx.insert(List.of(row(2).build())));
            assertEquals(List.of(row(2).build()), sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void scan_whileAnotherTransactionWrites_seesWhatWasCommitted(TestDatabase test) {
        withTable(test, 1013, store -> {
            write(store, tx -> tx.insert(List.of(row(1).build())));
            try (LocationTransaction transaction = store.begin(true)) {
                transaction.insert(List.of(row(2).build()));
                assertEquals(List.of(row(1).build()), sorted(store));
                assertEquals(List.of(List.of("1")), test.query("SELECT contact_id FROM location"));
                transaction.commit();
            }
            assertEquals(2, sorted(store).size());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void scan_consumerThrows_connectionUsableAgain(TestDatabase test) {
        withTable(test, 1013, store -> {
            List<LocationRow> rows = IntStream.range(1, 5000).mapToObj(i -> row(i).build()).toList();
            write(store, tx -> tx.insert(rows));
            for (int i = 0; i < 6; i++) {
                assertThrows(IllegalStateException.class, () -> store.scan(row -> {
                    throw new IllegalStateException();
                }));
            }
            assertEquals(rows, sorted(store));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void begin_readOnlyDatabase_writeRefused(TestDatabase test) {
        withTable(test, 1013, store -> write(store, tx -> tx.insert(List.of(row(1).build()))));
        try (Database database = test.open(Database.Access.READ_ONLY)) {
            LocationStore store = new LocationStore(database, "location", BERLIN);
            assertEquals(List.of(row(1).build()), sorted(store));
            assertThrows(DatabaseRefusedException.class, () -> write(store, tx -> tx.insert(List.of(row(2).build()))));
        }
        assertEquals(List.of(List.of("1")), test.query("SELECT contact_id FROM location"));
    }

    // ---- creation

    @ParameterizedTest
    @MethodSource(ALL)
    void create_missingTable_tableOfSchema1013(TestDatabase test) {
        try (Database database = test.open(Database.Access.CREATE)) {
            LocationStore store = new LocationStore(database, "location", BERLIN);
            assertTrue(store.isMissing());
            store.create();
            assertEquals(LocationSchema.V1013, store.schema());
            assertFalse(store.isMissing());
            List<LocationRow> rows = valuesOf(test.kind(), 1013);
            assertEquals(List.of(), write(store, tx -> tx.insert(rows)));
            assertEquals(rows, sorted(store));
        }
        assertEquals(
                List.of(List.of("location", "1013")), test.query("SELECT table_name, table_version FROM version"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void isMissing_tablesOfOtherModules_true(TestDatabase test) {
        test.execute("CREATE TABLE subscriber (username VARCHAR(64))");
        try (Database database = test.open(Database.Access.CREATE)) {
            assertTrue(new LocationStore(database, "location", BERLIN).isMissing());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void isMissing_otherNameThanThatOfTheTableThere_false(TestDatabase test) {
        withTable(test, 1013, store -> assertFalse(store.isMissing()));
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            assertFalse(new LocationStore(database, "lokation", BERLIN).isMissing());
        }
    }

    // ---- what the tests share

    private static void withTable(TestDatabase test, int version, StoreTest body) {
        LocationTables.create(test, "location", version);
        withStore(test, body);
    }

    private static void withStore(TestDatabase test, StoreTest body) {
        try (Database database = test.open(Database.Access.READ_WRITE)) {
            body.run(new LocationStore(database, "location", BERLIN));
        }
    }

    @FunctionalInterface
    private interface StoreTest {
        void run(LocationStore store);
    }

    private static List<RowFault> write(LocationStore store, Function<LocationTransaction, List<RowFault>> writes) {
        try (LocationTransaction transaction = store.begin(true)) {
            List<RowFault> faults = writes.apply(transaction);
            transaction.commit();
            return faults;
        }
    }

    private static List<LocationRow> sorted(LocationStore store) {
        List<LocationRow> rows = new ArrayList<>();
        assertEquals(store.scan(rows::add), rows.size());
        rows.sort(byId());
        return rows;
    }

    private static Comparator<LocationRow> byId() {
        return (a, b) -> Long.compareUnsigned(a.contactId(), b.contactId());
    }

    private static RowKey key(LocationRow row) {
        return new RowKey(row.contactId(), row.username(), row.domain());
    }

    private static List<String> causes(List<RowFault> faults) {
        return faults.stream().map(fault -> fault.row() + " " + fault.cause()).toList();
    }
}
