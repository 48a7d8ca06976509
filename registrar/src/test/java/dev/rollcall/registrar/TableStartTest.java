package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.location.LocationRow;
import dev.rollcall.modparam.Setting;
import dev.rollcall.registrar.TableStart.Loaded;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.LocationTransaction;
import dev.rollcall.testing.RowBuilder;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served depends on what all rows say of their IDs, whatever the first ones did. */
class TableStartTest {
    private static final int HASH_SIZE = 9;
    /** More than speak for all until all were read. */
    private static final int FIRST = 1_500;
    private static final int LATER = 200;

    @TempDir
    Path directory;

    private TestDatabase test;
    private Database database;
    private LocationStore store;

    @BeforeEach
    void open() {
        test = TestDatabase.of(DatabaseKind.SQLITE);
        database = test.open(Access.CREATE);
        store = new LocationStore(database, "location", ZoneOffset.UTC);
        store.create();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        test.close();
    }

    @Test
    void load_rightRows_allLoaded() throws Exception {
        insert(rows(ContactIdFormat.RELEASED, 0, FIRST));
        Loaded loaded = load();
        assertEquals(FIRST, loaded.table().size());
        assertEquals(FIRST, loaded.summary().loaded());
    }

    @Test
    void load_firstRowsWithoutASay_formatOfTheOthers() throws Exception {
        insert(counted(FIRST));
        insert(rows(ContactIdFormat.DOCUMENTED, 0, LATER));
        assertLoads(ContactIdFormat.DOCUMENTED, FIRST + LATER);
    }

    @Test
    void load_firstRowsDocumentedMostReleased_released() throws Exception {
        // a documented hash of 9 bits makes small IDs, so these come first by key
        insert(rows(ContactIdFormat.DOCUMENTED, 0, FIRST));
        insert(rows(ContactIdFormat.RELEASED, FIRST, 4 * FIRST));
        assertLoads(ContactIdFormat.RELEASED, 4 * FIRST);
    }

    @Test
    void load_onlyLaterRowsContradictUseDomain_refused() {
        insert(counted(FIRST));
        List<LocationRow> withoutDomain = new ArrayList<>();
        for (int i = 0; i < LATER; i++) {
            long id = ContactId.pack(CoreHash.of("user" + i, CharSign.SIGNED) & 0xffff, i + 1, 0);
            withoutDomain.add(RowBuilder.row(id).username("user" + i).build());
        }
        insert(withoutDomain);
        RefusedException refused = assertThrows(RefusedException.class, this::load);
        assertTrue(refused.getMessage().contains("--use-domain=0"), refused.getMessage());
    }

    /** Those rows are loaded whose IDs are right in a format: some of the others are by chance. */
    private void assertLoads(ContactIdFormat format, int rows) throws Exception {
        IdParameters parameters = new IdParameters(format, HASH_SIZE, true, CharSign.SIGNED);
        IdCheck ids = new IdCheck(parameters, List.of());
        AtomicInteger right = new AtomicInteger();
        store.scan(row -> right.addAndGet(
                ids.verdict(row.contactId(), row.username(), row.domain()) == IdVerdict.OK ? 1 : 0));
        Loaded loaded = load();
        assertEquals(right.get(), loaded.table().size());
        assertEquals(rows - right.get(), loaded.summary().rejected());
        assertTrue(right.get() >= LATER && right.get() < rows, right.toString());
    }

    private Loaded load() throws Exception {
        RegistrarConfig config = RegistrarConfig.of(List.of(), List.of(List.of(
                new Setting("listen", "udp:127.0.0.1:0", "test"),
                new Setting("usrloc.db_url", test.urlText(), "test"),
                new Setting("rollcall.preload_log_lines", "3", "test"))), directory);
        return new TableStart(config).load(database, store, true);
    }

    private void insert(List<LocationRow> rows) {
        try (LocationTransaction transaction = store.begin(true)) {
            assertEquals(List.of(), transaction.insert(rows));
            transaction.commit();
        }
    }

    /** Rows whose IDs a database counted up: they have no say in the format. */
    private static List<LocationRow> counted(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> RowBuilder.row(i).username("counted" + i).build())
                .toList();
    }

    private static List<LocationRow> rows(ContactIdFormat format, int from, int to) {
        List<LocationRow> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int hash = format.aorHash(CoreHash.of("user" + i + "@example.com", CharSign.SIGNED), HASH_SIZE);
            rows.add(RowBuilder.row(ContactId.pack(hash, i + 1, i & 0xff)).username("user" + i).build());
        }
        return rows;
    }
}
