package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.location.LocationRow;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.TableStart.Loaded;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.persist.DatabaseWriter;
import dev.rollcall.registrar.persist.WriteBack;
import dev.rollcall.registrar.persist.WriteThrough;
import dev.rollcall.registrar.statistics.Statistics;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registrations;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.DatabaseProxy;
import dev.rollcall.testing.RowBuilder;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of random rows, mended while phones register: each contact has one right row in the end, the fresher one. */
class OnlineRepairTest {
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final IdCheck IDS = new IdCheck(PARAMETERS, List.of());
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(Registrations.NOW));
    private static final long SOON = Registrations.NOW + 600;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TABLES = 3;
    private static final int STARTS = 3;
    private static final int ROWS = 400;
    private static final int PHONES = 4;
    private static final int REGISTRATIONS = 60;

    /** A contact as its phone knows it. */
    private record Key(String aor, String uri) {}

    @TempDir
    private Path directory;

    static Stream<Arguments> databasesAndModes() {
        return Stream.of(WriteMode.WRITE_BACK, WriteMode.WRITE_THROUGH)
                .flatMap(mode -> TestDatabase.all().map(database -> Arguments.of(database, mode)));
    }

    @ParameterizedTest
    @MethodSource("databasesAndModes")
    void repair_whilePhonesRegisterAndStartsEndEarly_leavesOneRightRowForEachContact(
            TestDatabase test, WriteMode mode) throws Exception {
        try (Database database = test.open(Access.CREATE)) {
            for (int seed = 1; seed <= TABLES; seed++) {
                LocationStore store = new LocationStore(database, "location" + seed, ZONE);
                Map<Key, Integer> expected = fill(store, new Random(seed));
                for (int start = 1; start < STARTS; start++) {
                    try (Served served = new Served(test.urlText(), database, store, mode, 500)) {
                        served.registerAll(expected, seed * STARTS + start);
                    }
                }
                try (Served served = new Served(test.urlText(), database, store, mode, 1_000_000)) {
                    served.registerAll(expected, seed * STARTS);
                    served.awaitEnd();
                    assertEquals(0, served.value("repair:rows_failed"));
                }
                assertTableIs(expected, store, "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#servers")
    void repair_databaseAwayInTheMiddle_waitsAndGoesOn(TestDatabase test) throws Exception {
        try (DatabaseProxy proxy = new DatabaseProxy(test);
                Database database = Database.open(DatabaseUrl.parse(proxy.urlText()), Access.READ_WRITE, 4)) {
            LocationStore store = new LocationStore(database, "location", ZONE);
            Map<Key, Integer> expected = fill(store, new Random(9));
            try (Served served = new Served(test.urlText(), database, store, WriteMode.WRITE_BACK, 500)) {
                served.awaitMended(20);
                proxy.cut();
                served.registerAll(expected, 5);
                proxy.mend();
                served.awaitEnd();
            }
            assertTableIs(expected, store, "one table");
        }
    }

    /** Contacts of a few AORs with IDs of every kind of break; the CSeq that each one's row is to have. */
    private static Map<Key, Integer> fill(LocationStore store, Random random) {
        store.create();
        Map<Key, Integer> expected = new ConcurrentHashMap<>();
        Map<Long, LocationRow> rows = new HashMap<>();
        for (int i = 0; rows.size() < ROWS; i++) {
            String user = "user" + random.nextInt(120);
            String domain = random.nextInt(4) > 0 ? "example.com" : "Example.ORG";
            String uri = "sip:phone" + i + "@192.0.2.1";
            long expires = switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> Registrations.NOW - 1;
                default -> 2_000_000_000L;
            };
            LocationRow row = RowBuilder.row(id(random, user, domain)).username(user).domain(domain).contact(uri)
                    .callId("call-" + i).cseq(random.nextInt(1000)).expires(expires).attr("attr " + i).build();
            if (rows.putIfAbsent(row.contactId(), row) == null && expires != Registrations.NOW - 1) {
                expected.put(new Key(user + '@' + domain, uri), row.cseq());
            }
        }
        try (LocationTransaction transaction = store.begin(true)) {
            assertEquals(List.of(), transaction.insert(List.copyOf(rows.values())));
            transaction.commit();
        }
        return expected;
    }

    private static long id(Random random, String user, String domain) {
        int hash = PARAMETERS.aorHash(AddressOfRecord.ofRow(user, domain, random.nextInt(5) > 0).text());
        return switch (random.nextInt(8)) {
            case 0, 1 -> 1 + random.nextInt(10_000);
            case 2 -> random.nextLong() >>> 1;
            case 3 -> new ContactId(hash, random.nextInt(3), random.nextInt(65536)).packLegacy();
            default -> ContactId.pack(hash, random.nextInt(3), random.nextInt(5));
        };
    }

    private static void assertTableIs(Map<Key, Integer> expected, LocationStore store, String which) {
        Map<Key, Integer> found = new HashMap<>();
        store.scan(row -> assertEquals(null, found.put(
                new Key(row.username() + '@' + row.domain(), row.contact()), row.cseq()), which + ": twice: " + row));
        assertEquals(expected, found, which);
        try (RepairPlan plan = TableRepair.plan(store, IDS, SpillDirectory.ofSystem())) {
            assertTrue(plan.isEmpty() && plan.findings().isEmpty(), which + ": " + plan.findings());
        }
    }

    /** A table that is loaded and served, and mended meanwhile, as a registrar does it; closed as by SIGTERM. */
    private final class Served implements AutoCloseable {
        private final Loaded loaded;
        private final LocationStore store;
        private final DatabaseWriter writer;
        private final Statistics statistics = new Statistics();

        Served(String url, Database database, LocationStore store, WriteMode mode, int rowsPerSecond)
                throws Exception {
            RegistrarConfig config = RegistrarConfig.of(List.of(), List.of(List.of(
                    new Setting("listen", "udp:127.0.0.1:0", "test"),
                    new Setting("usrloc.db_url", url, "test"),
                    new Setting("usrloc.use_domain", "1", "test"),
                    new Setting("rollcall.contact_id_format", "released", "test"),
                    new Setting("rollcall.char_sign", "signed", "test"),
                    new Setting("rollcall.repair_online", "1", "test"),
                    new Setting("rollcall.repair_rows_per_second", String.valueOf(rowsPerSecond), "test"))), directory);
            this.store = store;
            loaded = new TableStart(config).load(database, store, true);
            writer = mode == WriteMode.WRITE_THROUGH
                    ? new WriteThrough(loaded.table(), loaded.store(), true, ZONE, CLOCK)
                    : new WriteBack(loaded.table(), loaded.store(), true, ZONE, Duration.ofMillis(50),
                            Integer.MAX_VALUE, CLOCK);
            OnlineRepair.count(loaded.repair(), statistics);
            writer.start();
            loaded.repair().ifPresent(OnlineRepair::start);
        }

        /** Phones refresh, remove and add contacts, each those of its own AORs. */
        void registerAll(Map<Key, Integer> expected, int seed) throws Exception {
            List<Thread> threads = new ArrayList<>();
            Set<Throwable> failures = ConcurrentHashMap.newKeySet();
            for (int phone = 0; phone < PHONES; phone++) {
                int number = phone;
                threads.add(new Thread(() -> {
                    try {
                        register(expected, number, seed);
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(Set.of(), failures);
        }

        private void register(Map<Key, Integer> expected, int phone, int seed) throws Exception {
            Random random = new Random(seed * 100L + phone);
            List<Key> own = new ArrayList<>(expected.keySet().stream()
                    .filter(key -> Math.floorMod(key.aor().hashCode(), PHONES) == phone)
                    .toList());
            for (int i = 0; i < REGISTRATIONS; i++) {
                String callId = "c-" + seed + "-" + phone + "-" + i;
                Key key = own.get(random.nextInt(own.size()));
                int cseq = 10_000 + i;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        save(Registrations.register(key.aor(), callId, cseq, Registrations.removal(key.uri())));
                        own.remove(key);
                        expected.remove(key);
                    }
                    case 1 -> {
                        String aor = random.nextBoolean() ? key.aor() : callId + "@example.com";
                        Key added = new Key(aor, "sip:new-" + callId + "@192.0.2.2");
                        save(Registrations.one(aor, added.uri(), callId, cseq, SOON));
                        expected.put(added, cseq);
                        own.add(added);
                    }
                    default -> {
                        save(Registrations.one(key.aor(), key.uri(), callId, cseq, SOON));
                        expected.put(key, cseq);
                    }
                }
            }
        }

        private void save(Registration registration) throws InterruptedException {
            BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
            writer.save(registration, Registrations.NOW, outcomes::add);
            assertInstanceOf(Outcome.Accepted.class, outcomes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }

        void awaitEnd() throws InterruptedException {
            Await.until("the end of the repair", () -> value("repair:running") == 0);
            assertEquals(0, value("repair:rows_left"));
        }

        void awaitMended(long rows) throws InterruptedException {
            Await.until("rows that are mended", () -> value("repair:rows_mended") >= rows);
        }

        long value(String name) {
            return statistics.values().get(name);
        }

        /** Stops as a registrar does, and compares what memory held with what the database holds then. */
        @Override
        public void close() {
            while (!loaded.table().expire(Registrations.NOW, 1000).changes().isEmpty()) {
                // until none is left
            }
            assertEquals(0, writer.stop(LIMIT));
            loaded.repair().ifPresent(OnlineRepair::close);
            Set<String> memory = new HashSet<>();
            loaded.table().forEach(contact -> memory.add(contact.aor() + ' ' + contact.uri() + ' '
                    + contact.binding().callId() + ' ' + contact.binding().cseq() + ' ' + contact.binding().expires()));
            Set<String> rows = new HashSet<>();
            store.scan(row -> rows.add(row.username() + '@' + row.domain() + ' ' + row.contact() + ' ' + row.callId()
                    + ' ' + row.cseq() + ' ' + row.expires()));
            assertEquals(memory, rows);
            Set<Long> ids = new HashSet<>();
            loaded.table().forEach(contact -> ids.add(contact.id()));
            assertEquals(memory.size(), ids.size());
            if (value("repair:rows_left") == 0) {
                Set<Long> keys = new HashSet<>();
                store.scan(row -> keys.add(row.contactId()));
                assertEquals(ids, keys);
            }
        }
    }
}
