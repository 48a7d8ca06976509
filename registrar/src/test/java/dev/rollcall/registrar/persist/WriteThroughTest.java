package dev.rollcall.registrar.persist;

import static dev.rollcall.registrar.persist.TableWithDatabase.LIMIT;
import static dev.rollcall.registrar.persist.TableWithDatabase.save;
import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Write-through against every kind of database. */
class WriteThroughTest {
    private static final String ALICE = "alice@example.com";
    private static final String URI = "sip:alice@192.0.2.1";

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void accepted_always_isInTheDatabaseAlready(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteThrough writeThrough = all.writeThrough();
            for (int cseq = 1; cseq <= 5; cseq++) {
                assertInstanceOf(Accepted.class, save(writeThrough, one(ALICE, URI, "c", cseq, NOW + 600)));
                assertEquals(List.of(List.of(URI, Integer.toString(cseq))), all.rows("contact, cseq"));
            }
            writeThrough.stop(LIMIT);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void registrationsOfOneAor_sentAtOnce_areTakenInTheirOrder(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteThrough writeThrough = all.writeThrough();
            BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
            for (int cseq = 1; cseq <= 200; cseq++) {
                writeThrough.save(one(ALICE, URI, "c", cseq, NOW + 600 + cseq), NOW, outcomes::add);
            }
            for (int cseq = 1; cseq <= 200; cseq++) {
                Accepted accepted = assertInstanceOf(Accepted.class, outcomes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
                assertEquals(NOW + 600 + cseq, accepted.bindings().get(0).expires());
            }
            writeThrough.stop(LIMIT);
            assertEquals(List.of(List.of(URI, "200")), all.rows("contact, cseq"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void registrationsOfFewAors_fromManyThreads_areAllAnsweredAndStored(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteThrough writeThrough = all.writeThrough();
            BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
            List<Thread> senders = new ArrayList<>();
            for (int sender = 0; sender < 8; sender++) {
                String callId = "call-" + sender;
                String uri = "sip:phone" + sender + "@192.0.2.1";
                senders.add(new Thread(() -> {
                    for (int cseq = 1; cseq <= 100; cseq++) {
                        String aor = "user" + cseq % 3 + "@example.com";
                        writeThrough.save(one(aor, uri, callId, cseq, NOW + 600), NOW, outcomes::add);
                    }
                }));
            }
            senders.forEach(Thread::start);
            for (int i = 0; i < 800; i++) {
                assertInstanceOf(Accepted.class, outcomes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            writeThrough.stop(LIMIT);
            assertEquals(3 * 8, all.rows("contact").size());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void keyClash_always_leavesTheOtherRowAndTakesTheNextLabel(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteThrough writeThrough = all.writeThrough();
            assertInstanceOf(Accepted.class, save(writeThrough, one(ALICE, URI, "c", 1, NOW + 600)));
            long taken = all.contacts(ALICE).get(0).id() + 1;
            all.execute("INSERT INTO location (contact_id, username, domain, contact, expires) VALUES ("
                    + taken + ", 'zoe', 'example.net', 'sip:zoe@192.0.2.9', 5)");
            Accepted second = (Accepted) save(writeThrough, one(ALICE, "sip:second@192.0.2.1", "d", 1, NOW + 600));

            assertEquals(2, second.bindings().size());
            assertEquals(List.of(taken - 1, taken + 1), all.contacts(ALICE).stream().map(Contact::id).toList());
            assertEquals(
                    List.of("sip:alice@192.0.2.1", "sip:second@192.0.2.1", "sip:zoe@192.0.2.9"),
                    all.rows("contact").stream().map(row -> row.get(0)).toList());
            assertEquals("sip:second@192.0.2.1", all.table.byId(taken + 1, NOW).orElseThrow().uri());
            writeThrough.stop(LIMIT);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void refusedRow_always_refusesItsRegistrationAlone(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteThrough writeThrough = all.writeThrough();
            String tooLong = "x".repeat(300);
            boolean bounded = database.kind() != DatabaseKind.SQLITE;
            BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
            for (int i = 0; i < 20; i++) {
                writeThrough.save(one("u" + i + "@x", "sip:u@x", "c", 1, NOW + 600), NOW, outcomes::add);
            }
            writeThrough.save(one("bob@x", "sip:bob@x", tooLong, 1, NOW + 600), NOW, outcomes::add);
            List<Outcome> ended = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                ended.add(outcomes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            assertEquals(bounded ? 20 : 21, ended.stream().filter(Accepted.class::isInstance).count());
            assertEquals(bounded ? 20 : 21, all.rows("contact").size());
            assertEquals(bounded, all.table.contacts("bob@x", hash("bob@x"), NOW).isEmpty());
            writeThrough.stop(LIMIT);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void failingDatabase_always_refusesAndKeepsTheOldState(TestDatabase database) throws Exception {
        try (TableWithDatabase all = new TableWithDatabase(database)) {
            WriteThrough writeThrough = all.writeThrough();
            assertInstanceOf(Accepted.class, save(writeThrough, one(ALICE, URI, "c", 1, NOW + 600)));
            all.execute("ALTER TABLE location RENAME TO elsewhere");
            Refused refused = assertInstanceOf(Refused.class, save(writeThrough, one(ALICE, URI, "c", 2, NOW + 700)));
            assertEquals(Reason.DATABASE, refused.reason());
            assertTrue(writeThrough.isDegraded());
            Accepted fetched = assertInstanceOf(Accepted.class, save(writeThrough, register(ALICE, "f", 1)));
            assertEquals(NOW + 600, fetched.bindings().get(0).expires());
            assertEquals(1, all.contacts(ALICE).get(0).binding().cseq());

            all.execute("ALTER TABLE elsewhere RENAME TO location");
            Await.until("the database is noticed again", () -> !writeThrough.isDegraded());
            assertInstanceOf(Accepted.class, save(writeThrough, one(ALICE, URI, "c", 3, NOW + 800)));
            assertEquals(List.of(List.of("3")), all.rows("cseq"));
            writeThrough.stop(LIMIT);
        }
    }
}
