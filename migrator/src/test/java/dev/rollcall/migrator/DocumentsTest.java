package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the pages in docs/: what they print is what the pages show. */
class DocumentsTest {
    private static final String OPENSIPS = "sqlite:///var/lib/opensips/opensips.sqlite";

    private static final String[] REPAIR = {"--use-domain=1", "--regen-broken-contactid"};

    @Test
    void inspect_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = table()) {
            for (int i = 1; i <= 5; i++) {
                row(database, id("alice@example.com", 100, i), "alice", "example.com", i);
            }
            row(database, 17, "bob", "example.com", 6);
            row(database, id("carol", 9, 1), "carol", "example.com", 7);
            row(database, id("alice@example.com", 700, 9), "alice", "example.com", 8);
            database.execute("UPDATE location SET socket = 'quic:192.0.2.9:5060' WHERE callid = 'call-3'",
                    "UPDATE location SET expires = 1700000000 WHERE callid = 'call-4'");
            new CommandPage("inspect.md", Map.of(OPENSIPS, database.urlText())).check("1", "1");
        }
    }

    @Test
    void useDomain_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = table()) {
            row(database, id("alice", 4711, 1), "alice", null, 1);
            row(database, id("alice", 4711, 2), "alice", null, 2);
            row(database, id("bob", 815, 1), "bob", null, 3);
            new CommandPage("use-domain.md", Map.of(OPENSIPS, database.urlText())).check("1", "0", "1", "0", "0");
        }
    }

    @Test
    void repair_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = counted()) {
            new CommandPage("repair.md", Map.of(OPENSIPS, database.urlText())).check("0", "0");
        }
    }

    @Test
    void plan_showsWhatTheCommandsPrint(@TempDir Path directory) throws Exception {
        try (TestDatabase database = counted()) {
            Map<String, String> names = Map.of(
                    OPENSIPS, database.urlText(), "plan.txt", directory.resolve("plan.txt").toString());
            new CommandPage("plan.md", names).check("1", "0");
        }
    }

    @Test
    void interrupted_showsWhatTheCommandsPrint(@TempDir Path directory) throws Exception {
        try (TestDatabase database = counted()) {
            interrupt(database, Files.createFile(directory.resolve("pause")));
            new CommandPage("interrupted.md", Map.of(OPENSIPS, database.urlText())).check("0");
        }
    }

    @Test
    void rollback_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = counted()) {
            assertEquals(ExitCode.CLEAN, CommandRun.on(database.urlText(), List.of(REPAIR)).exit());
            new CommandPage("rollback.md", Map.of(OPENSIPS, database.urlText())).check("0", "1");
        }
    }

    /** A table that no OpenSIPS from 2.2 on has written. */
    private static TestDatabase counted() {
        TestDatabase database = table();
        String[] users = {"alice", "bob", "carol"};
        for (int i = 1; i <= 6; i++) {
            row(database, i, users[(i - 1) / 2], "example.com", i);
        }
        return database;
    }

    /** Begins a repair and ends it behind its first transaction. */
    private static void interrupt(TestDatabase database, Path pause) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(REPAIR));
        arguments.addAll(List.of("--max-rows-per-second=2", "--pause-file=" + pause));
        Thread repair = new Thread(() -> CommandRun.on(database.urlText(), arguments));
        repair.start();
        while (repair.isAlive() && database.query("SELECT 1 FROM location WHERE contact_id > 6").isEmpty()) {
            Thread.onSpinWait();
        }
        repair.interrupt();
        repair.join();
    }

    @Test
    void moving_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = table();
                TestDatabase copy = TestDatabase.of(DatabaseKind.SQLITE)) {
            row(database, id("alice@example.com", 4711, 1), "alice", "example.com", 1);
            row(database, id("bob@example.com", 815, 1), "bob", "example.com", 2);
            new CommandPage("moving.md", Map.of(OPENSIPS, database.urlText(),
                    "sqlite:///var/lib/opensips/copy.sqlite", copy.urlText())).check("0");
        }
    }

    @Test
    void kamailio_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase kamailio = TestDatabase.of(DatabaseKind.SQLITE);
                TestDatabase opensips = TestDatabase.of(DatabaseKind.SQLITE)) {
            KamailioImportTest.table(kamailio, DatabaseKind.SQLITE);
            new CommandPage("kamailio.md", Map.of(OPENSIPS, opensips.urlText(),
                    "sqlite:///var/lib/kamailio/kamailio.sqlite", kamailio.urlText())).check("0", "0");
        }
    }

    @Test
    void arm_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = table()) {
            row(database, id("alice@example.com", 4711, 1), "alice", "example.com", 1);
            row(database, id("bob@example.com", 815, 1), "bob", "example.com", 2);
            row(database, id("j\u00fcrgen@example.com", 42, 1), "j\u00fcrgen", "example.com", 3);
            new CommandPage("arm.md", Map.of(OPENSIPS, database.urlText())).check("1", "0");
        }
    }

    @Test
    void opensipsCfg_showsWhatTheCommandsPrint(@TempDir Path directory) throws Exception {
        try (TestDatabase database = table()) {
            row(database, id("alice", 4711, 1), "alice", null, 1);
            row(database, id("bob", 815, 1), "bob", null, 2);
            Path sample = Path.of("..", "docs", "examples", "opensips.cfg");
            Path file = Files.writeString(directory.resolve("opensips.cfg"),
                    Files.readString(sample).replace(OPENSIPS, database.urlText()));
            new CommandPage("opensips-cfg.md", Map.of(
                    OPENSIPS, database.urlText(), "/etc/opensips/opensips.cfg", file.toString())).check("0");
        }
    }

    private static TestDatabase table() {
        TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE);
        LocationTables.create(database, "location", 1013);
        return database;
    }

    private static void row(TestDatabase database, long id, String user, String domain, int number) {
        database.execute("INSERT INTO location (contact_id, username, domain, contact, expires, callid, socket) VALUES ("
                + id + ", '" + user + "', " + (domain == null ? "NULL" : "'" + domain + "'") + ", 'sip:" + user
                + "@192.0.2." + number + ":5060', 2100000000, 'call-" + number + "', 'udp:192.0.2.100:5060')");
    }

    private static long id(String aor, long recordLabel, int contactLabel) {
        return ContactId.pack(CoreHash.of(aor, CharSign.SIGNED) & 0xffff, recordLabel, contactLabel);
    }
}
