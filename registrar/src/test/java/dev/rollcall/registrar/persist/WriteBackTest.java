package dev.rollcall.registrar.persist;

import static dev.rollcall.registrar.persist.TableWithDatabase.LIMIT;
import static dev.rollcall.registrar.persist.TableWithDatabase.save;
import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static dev.rollcall.registrar.usrloc.Registrations.removal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Write-back against every kind of database. */
class WriteBackTest {
    private static final String ALICE = "alice@example.com";
    private static final String URI = "sip:alice@192.0.2.1";

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void stop_withManyDirtyContacts_writesThemAll(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteBack writeBack = all.writeBack(Integer.MAX_VALUE);
            for (int i = 0; i < 12_345; i++) {
                save(writeBack, one("u" + i + "@example.com", "sip:u" + i + "@192.0.2.1", "c" + i, 1, NOW + 600));
            }
            assertEquals(0, writeBack.stop(LIMIT));
            assertEquals(List.of(List.of("12345")), database.query("SELECT count(*) FROM location"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void save_afterStop_isRefused(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteBack writeBack = all.writeBack(Integer.MAX_VALUE);
            assertEquals(0, writeBack.stop(LIMIT));
            assertInstanceOf(Refused.class, save(writeBack, one(ALICE, URI, "c", 1, NOW + 600)));
            assertEquals(0, all.table.dirtyCount());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void changes_ofAWrittenContact_reachItsRow(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            Flusher flusher = new Flusher(all);
            save(flusher.service, one(ALICE, URI, "c", 1, NOW + 600));
            flusher.flush();
            assertEquals(List.of(List.of("alice", "example.com", URI, "1")), all.rows("username, domain, contact, cseq"));

            save(flusher.service, one(ALICE, URI, "c", 2, NOW + 900));
            save(flusher.service, one(ALICE, URI, "c", 3, NOW + 950));
            flusher.flush();
            assertEquals(List.of(List.of("3", Long.toString(NOW + 950))), all.rows("cseq, expires"));

            save(flusher.service, register(ALICE, "c", 4, removal(URI)));
            flusher.flush();
            assertEquals(List.of(), all.rows("cseq"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void keyClash_always_leavesTheOtherRowAndTakesTheNextLabel(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            Flusher flusher = new Flusher(all);
            assertInstanceOf(Accepted.class, save(flusher.service, one(ALICE, URI, "c", 1, NOW + 600)));
            long taken = all.contacts(ALICE).get(0).id();
            all.execute("INSERT INTO location (contact_id, username, domain, contact, expires) VALUES ("
                    + taken + ", 'zoe', 'example.net', 'sip:zoe@192.0.2.9', 5)");
            flusher.flush();

            List<List<String>> rows = all.rows("contact_id, contact");
            assertEquals(2, rows.size());
            assertEquals(List.of(Long.toString(taken), "sip:zoe@192.0.2.9"), rows.get(1));
            assertEquals(Long.toString(taken + 1), rows.get(0).get(0));
            assertEquals(URI, all.table.byId(taken + 1, NOW).orElseThrow().uri());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void vanishedRow_ofALivingContact_comesBack(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            Flusher flusher = new Flusher(all);
            save(flusher.service, one(ALICE, URI, "c", 1, NOW + 600));
            flusher.flush();
            all.execute("DELETE FROM location");
            save(flusher.service, one(ALICE, URI, "c", 2, NOW + 700));
            flusher.flush();
            assertEquals(List.of(List.of(URI, "2")), all.rows("contact, cseq"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void expiredRow_thatSomebodyRefreshed_stays(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            Flusher flusher = new Flusher(all);
            save(flusher.service, one(ALICE, URI, "c", 1, NOW));
            save(flusher.service, one("bob@example.com", "sip:bob@192.0.2.2", "d", 1, NOW));
            flusher.flush();
            all.execute("UPDATE location SET expires = " + (NOW + 600) + " WHERE username = 'alice'");
            assertEquals(2, all.table.expire(NOW, 100).changes().size());
            flusher.flush();
            assertEquals(List.of(List.of("alice")), all.rows("username"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void refusedRow_always_blocksNoOther(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            all.execute("DELETE FROM location", database.kind() == DatabaseKind.SQLITE
                    ? "CREATE TRIGGER no_bob BEFORE INSERT ON location WHEN NEW.username = 'bob'"
                            + " BEGIN SELECT RAISE(ABORT, 'no bob'); END"
                    : "ALTER TABLE location ADD CONSTRAINT no_bob CHECK (username <> 'bob')");
            Flusher flusher = new Flusher(all);
            IntStream.range(0, 50).forEach(i -> flusher.saved(one("u" + i + "@x", "sip:u@x", "c", 1, NOW + 600)));
            flusher.saved(one("bob@x", "sip:bob@x", "c", 1, NOW + 600));
            IntStream.range(50, 100).forEach(i -> flusher.saved(one("u" + i + "@x", "sip:u@x", "c", 1, NOW + 600)));
            flusher.flush();
            assertEquals(100, all.rows("username").size());
            assertEquals(0, all.table.dirtyCount());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void fullQueue_always_refusesButAnswersFetches(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            Flusher flusher = new Flusher(all, 1);
            save(flusher.service, one(ALICE, URI, "c", 1, NOW + 600));
            Refused refused = assertInstanceOf(
                    Refused.class, save(flusher.service, one("bob@x", "sip:bob@x", "d", 1, NOW + 600)));
            assertEquals(Reason.DATABASE, refused.reason());
            Accepted fetched = assertInstanceOf(Accepted.class, save(flusher.service, register(ALICE, "f", 1)));
            assertEquals(Octets.of(URI), fetched.bindings().get(0).uri());
            flusher.flush();
            assertInstanceOf(Accepted.class, save(flusher.service, one("bob@x", "sip:bob@x", "d", 1, NOW + 600)));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void halfAQueue_always_isWrittenBeforeTheTimer(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteBack writeBack = all.writeBack(100);
            for (int i = 0; i < 50; i++) {
                save(writeBack, one("u" + i + "@x", "sip:u@x", "c" + i, 1, NOW + 600));
            }
            Await.until("the rows", () -> all.rows("username").size() == 50);
            assertEquals(0, writeBack.stop(LIMIT));
        }
    }

    /** Write-back whose writer is the test: what is dirty goes to the database when the test says so. */
    private static final class Flusher {
        final WriteBack service;
        private final DirtyRows dirtyRows;

        Flusher(TableWithDatabase all) {
            this(all, Integer.MAX_VALUE);
        }

        Flusher(TableWithDatabase all, int maxDirty) {
            service = new WriteBack(all.table, all.store, true, TableWithDatabase.ZONE, LIMIT, maxDirty,
                    TableWithDatabase.CLOCK);
            dirtyRows = new DirtyRows(all.table, all.store, new ContactRows(true, TableWithDatabase.ZONE), true,
                    TableWithDatabase.CLOCK);
        }

        void saved(Registration registration) {
            service.save(registration, NOW, outcome -> assertInstanceOf(Accepted.class, outcome));
        }

        void flush() {
            boolean more;
            do {
                more = dirtyRows.flush();
            } while (more);
        }
    }
}
