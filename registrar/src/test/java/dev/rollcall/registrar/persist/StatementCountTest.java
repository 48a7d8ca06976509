package dev.rollcall.registrar.persist;

import static dev.rollcall.registrar.persist.TableWithDatabase.CLOCK;
import static dev.rollcall.registrar.persist.TableWithDatabase.LIMIT;
import static dev.rollcall.registrar.persist.TableWithDatabase.ZONE;
import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How many statements a server is sent for many registrations: what it counts itself, savepoints and commits included.
 */
class StatementCountTest {
    private static final int BATCH = 1024;
    /** A savepoint, the rows, the savepoint's end. */
    private static final int STATEMENTS_A_BATCH = 3;
    /** Prepared once, the transaction's begin and end, the connection's way out of the pool and back. */
    private static final int STATEMENTS_A_TRANSACTION = 8;

    private TestDatabase database;
    private TableWithDatabase all;
    private Connection observer;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.of(DatabaseKind.MYSQL);
        all = new TableWithDatabase(database);
        observer = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        observer.close();
        all.close();
        database.close();
    }

    @Test
    void flush_manyRefreshes_aStatementForABatch() throws Exception {
        int count = 5 * BATCH;
        WriteBack service = new WriteBack(all.table, all.store, true, ZONE, LIMIT, Integer.MAX_VALUE, CLOCK);
        DirtyRows rows = new DirtyRows(all.table, all.store, new ContactRows(true, ZONE), true, CLOCK);
        for (int cseq = 1; cseq <= 2; cseq++) {
            register(service, count, cseq);
            long before = statements();
            assertTrue(rows.flush());
            assertAtMost(5 * STATEMENTS_A_BATCH + STATEMENTS_A_TRANSACTION, before);
            assertEquals(0, all.table.dirtyCount());
        }
    }

    @Test
    void writeThrough_oneGroup_aStatementForAllOfIt() throws Exception {
        for (int cseq = 1; cseq <= 2; cseq++) {
            WriteThrough service = new WriteThrough(all.table, all.store, true, ZONE, CLOCK);
            BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
            for (int i = 0; i < BATCH; i++) {
                service.save(one("u" + i + "@x", "sip:u@x", "c", cseq, NOW + 600 + cseq), NOW, outcomes::add);
            }
            long before = statements();
            service.start();
            for (int i = 0; i < BATCH; i++) {
                assertInstanceOf(Accepted.class, outcomes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            assertAtMost(STATEMENTS_A_BATCH + STATEMENTS_A_TRANSACTION, before);
            service.stop(LIMIT);
        }
    }

    private static void register(LocationService service, int count, int cseq) {
        for (int i = 0; i < count; i++) {
            service.save(one("u" + i + "@x", "sip:u@x", "c", cseq, NOW + 600 + cseq), NOW,
                    outcome -> assertInstanceOf(Accepted.class, outcome));
        }
    }

    /** What the server was asked in between, the one question for the number left out. */
    private void assertAtMost(int most, long before) throws SQLException {
        long sent = statements() - before - 1;
        assertTrue(sent <= most, sent + " statements, " + most + " expected at most");
    }

    private long statements() throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
            rows.next();
            return rows.getLong(2);
        }
    }
}
