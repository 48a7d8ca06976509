package dev.rollcall.registrar.persist;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registrations;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A location table with a real database behind it, at a time that stands still. */
final class TableWithDatabase implements AutoCloseable {
    static final ZoneId ZONE = ZoneOffset.UTC;
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(Registrations.NOW));
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);

    final LocationTable table =
            new LocationTable(PARAMETERS, new LabelAllocator(PARAMETERS, new Random(7)), true);
    final LocationStore store;
    private final TestDatabase testDatabase;
    private final Database database;

    TableWithDatabase(TestDatabase testDatabase) {
        this.testDatabase = testDatabase;
        this.database = testDatabase.open(Access.CREATE);
        this.store = new LocationStore(database, "location", ZONE);
        store.create();
    }

    WriteBack writeBack(int maxDirty) {
        WriteBack writeBack = new WriteBack(table, store, true, ZONE, Duration.ofDays(1), maxDirty, CLOCK);
        writeBack.start();
        return writeBack;
    }

    WriteThrough writeThrough() {
        WriteThrough writeThrough = new WriteThrough(table, store, true, ZONE, CLOCK);
        writeThrough.start();
        return writeThrough;
    }

    /** Saves and waits for the outcome. */
    static Outcome save(LocationService service, Registration registration) throws InterruptedException {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        service.save(registration, Registrations.NOW, outcomes::add);
        Outcome outcome = outcomes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("no outcome for " + registration);
        }
        return outcome;
    }

    /** The valid contacts of an AOR. */
    List<Contact> contacts(String aor) {
        return table.contacts(aor, Registrations.hash(aor), Registrations.NOW);
    }

    /** What another program reads, in the order of username and contact. */
    List<List<String>> rows(String columns) {
        return testDatabase.query("SELECT " + columns + " FROM location ORDER BY username, contact");
    }

    void execute(String... statements) {
        testDatabase.execute(statements);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
