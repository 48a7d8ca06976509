package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetDomainTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final String WRITE = "--regen-broken-contactid";
    /** Everything that must stay as it is. */
    private static final String KEPT = "username, contact, received, path, expires, q, callid, cseq, last_modified,"
            + " flags, cflags, user_agent, socket, methods, sip_instance, attr, kv_store";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_tableOfOpenSips_everyRowLoadsWithUseDomain(TestDatabase database) {
        Fixture.copied().filter(table -> table.toString().equals("opensips-master-hash12-domain0")).findFirst()
                .orElseThrow().load(database);
        List<List<String>> before = kept(database);
        List<List<String>> ids = database.query("SELECT contact_id FROM location ORDER BY contact_id");

        CommandRun preview = run(database, "--domain=example.com");
        assertEquals(ExitCode.FINDINGS, preview.exit(), preview::text);
        assertTrue(preview.out().contains("Nothing was written."), preview::text);
        assertTrue(preview.out().contains("--domain example.com " + WRITE), preview::text);
        assertEquals(ids, database.query("SELECT contact_id FROM location ORDER BY contact_id"));

        CommandRun done = run(database, "--domain=example.com", WRITE);
        assertEquals(ExitCode.CLEAN, done.exit(), done::text);
        assertTrue(done.text().contains("Done: " + before.size() + " rows got a domain and " + before.size()), done::text);
        assertEquals(before, kept(database));
        assertEquals(List.of(List.of("example.com")), database.query("SELECT DISTINCT domain FROM location"));
        assertEquals(ExitCode.CLEAN, CommandRun.on(database.urlText(), List.of("--use-domain=1")).exit());

        List<List<String>> after = OldTable.everything(database, "location");
        CommandRun again = run(database, "--domain=other.example", WRITE);
        assertEquals(ExitCode.CLEAN, again.exit(), again::text);
        assertTrue(again.out().contains("Nothing to do"), again::text);
        assertEquals(after, OldTable.everything(database, "location"), "rows that have a domain keep it");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_someRowsHaveADomain_theseKeepItAndGetTheirIds(TestDatabase database) {
        table(database);
        row(database, 1, "alice", null);
        row(database, 2, "bob", "''");
        row(database, 3, "carol", "'b.example'");
        CommandRun run = run(database, "--domain=a.example", WRITE);
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertTrue(run.text().contains("Done: 2 rows got a domain and 3 a new contact_id"), run::text);
        assertEquals(List.of(List.of("a.example"), List.of("a.example"), List.of("b.example")),
                database.query("SELECT domain FROM location ORDER BY username"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_takenBack_everyRowAsItWas(TestDatabase database) {
        table(database);
        row(database, 1, "j\u00fcrgen", null);
        row(database, 2, "bob", "''");
        row(database, 3, "carol", "'b.example'");
        row(database, 4, "j\u00fcrgen", null);
        List<List<String>> before = everything(database);
        assertEquals(ExitCode.CLEAN, run(database, "--domain=a.example", WRITE).exit());
        assertEquals(List.of(List.of("1", "none", "a.example"), List.of("2", "", "a.example"),
                List.of("3", "b.example", "b.example"), List.of("4", "none", "a.example")),
                database.query("SELECT old_contact_id, COALESCE(domain, 'none'), new_domain FROM location_repair"
                        + " ORDER BY position"));

        CommandRun verify = CommandRun.of("verify", "--db-url", database.urlText());
        assertEquals(ExitCode.CLEAN, verify.exit(), verify::text);
        assertFalse(verify.text().contains("WRONG"), verify::text);
        CommandRun back = CommandRun.of("rollback", "--db-url", database.urlText());
        assertEquals(ExitCode.CLEAN, back.exit(), back::text);
        assertTrue(back.out().contains("4 rows have their old contact_id and domain again, 0 were left."), back::text);
        assertEquals(before, everything(database));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_idThatIsRightWithAndWithoutTheDomain_staysAndIsTakenBack(TestDatabase database) {
        table(database);
        String[] format = {"--contact-id-format=documented", "--hash-size=2"};
        for (int i = 1; i <= 32; i++) {
            int hash = ContactIdFormat.DOCUMENTED.aorHash(CoreHash.of("user" + i, CharSign.SIGNED), 2);
            row(database, ContactId.pack(hash, 100 + i, 1), "user" + i, null);
        }
        List<List<String>> before = everything(database);
        CommandRun done = run(database, "--domain=a.example", WRITE, format[0], format[1]);
        assertEquals(ExitCode.CLEAN, done.exit(), done::text);
        assertFalse(done.text().contains("Done: 32 rows got a domain and 32 a new contact_id"), done::text);
        assertTrue(done.text().contains("Done: 32 rows got a domain"), done::text);
        assertEquals(ExitCode.CLEAN, CommandRun.of("verify", "--db-url", database.urlText()).exit());

        database.execute("UPDATE location SET domain = 'c.example' WHERE username = 'user7'");
        CommandRun back = CommandRun.of("rollback", "--db-url", database.urlText());
        assertEquals(ExitCode.FINDINGS, back.exit(), back::text);
        assertTrue(back.out().contains("31 rows have their old contact_id and domain again, 1 were left."), back::text);
        before.removeIf(row -> row.contains("user7"));
        List<List<String>> after = everything(database);
        after.removeIf(row -> row.contains("user7"));
        assertEquals(before, after);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_whileARepairIsUnfinished_refused(TestDatabase database) {
        table(database);
        row(database, 1, "alice", null);
        row(database, 2, "bob", "'b.example'");
        assertEquals(ExitCode.FINDINGS,
                CommandRun.on(database.urlText(), List.of("--use-domain=1", WRITE)).exit());
        database.execute("UPDATE location_repair_run SET state = 'applying'");
        CommandRun run = run(database, "--domain=a.example", WRITE);
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().contains("run 1 of ") && run.err().contains("did not end"), run::text);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_fromSubscriber_byUserAndCase(TestDatabase database) {
        table(database);
        row(database, 1, "alice", null);
        row(database, 2, "Bob", null);
        row(database, 3, "bob", null);
        database.execute("CREATE TABLE subscriber (username VARCHAR(64), domain VARCHAR(64))",
                "INSERT INTO subscriber VALUES ('alice', 'a.example'), ('Bob', 'b.example'), ('bob', 'c.example')");
        CommandRun run = run(database, "--from-subscriber", WRITE);
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(List.of(List.of("a.example"), List.of("b.example"), List.of("c.example")),
                database.query("SELECT domain FROM location ORDER BY contact"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_userInTwoDomainsOrNone_refusedAndListed(TestDatabase database) {
        table(database);
        row(database, 1, "alice", null);
        row(database, 2, "bob", null);
        row(database, 3, "dave", null);
        database.execute("CREATE TABLE users (username VARCHAR(64), domain VARCHAR(64))",
                "INSERT INTO users VALUES ('alice', 'a.example'), ('bob', 'a.example'), ('bob', 'b.example')");
        CommandRun run = run(database, "--from-subscriber=users", WRITE);
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.text().contains("1 no domain for their user"), run::text);
        assertTrue(run.text().contains("user dave"), run::text);
        assertTrue(run.text().contains("user bob in a.example, b.example"), run::text);
        assertEquals(List.of(List.of("1"), List.of("2"), List.of("3")),
                database.query("SELECT contact_id FROM location ORDER BY contact_id"));
        assertTrue(database.query("SELECT 1 FROM location WHERE domain IS NOT NULL").isEmpty());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void setDomain_fromFile_blanksInUsersAndComments(TestDatabase database) throws Exception {
        table(database);
        row(database, 1, "alice", null);
        row(database, 2, "a b", null);
        Path file = Files.writeString(directory.resolve("users"), "# who is where\n\nalice  a.example\na b\tb.example \n");
        CommandRun run = run(database, "--domain-file=" + file, WRITE);
        assertEquals(ExitCode.CLEAN, run.exit(), run::text);
        assertEquals(List.of(List.of("a b", "b.example"), List.of("alice", "a.example")),
                database.query("SELECT username, domain FROM location ORDER BY username"));
    }

    @Test
    void setDomain_lineThatIsNoUserAndDomain_refusedWithItsNumber() throws Exception {
        try (TestDatabase database = TestDatabase.all().findFirst().orElseThrow()) {
            table(database);
            row(database, 1, "alice", null);
            Path file = Files.writeString(directory.resolve("users"), "alice a.example\nbob\n");
            CommandRun run = run(database, "--domain-file=" + file, WRITE);
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
            assertTrue(run.err().contains("line 2 of " + file), run::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--domain=", "--domain=A.example", "--domain=a@b", "--domain=a b"})
    void setDomain_domainThatIsNone_refused(String option) {
        CommandRun run = CommandRun.of("set-domain", "--db-url", "sqlite:///nowhere/at/all.sqlite", option);
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().startsWith("--domain: the domain"), run::text);
    }

    @Test
    void setDomain_noSourceTwoSourcesOrUseDomain0_refused() {
        String[] base = {"set-domain", "--db-url", "sqlite:///nowhere/at/all.sqlite"};
        for (List<String> more : List.of(
                List.<String>of(), List.of("--domain=a", "--from-subscriber"), List.of("--domain=a", "--use-domain=0"))) {
            List<String> arguments = new ArrayList<>(List.of(base));
            arguments.addAll(more);
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        }
    }

    private static void table(TestDatabase database) {
        LocationTables.create(database, "location", 1013);
    }

    private static void row(TestDatabase database, long id, String user, String domain) {
        database.execute("INSERT INTO location (contact_id, username, domain, contact, expires) VALUES (" + id + ", '"
                + user + "', " + domain + ", 'sip:" + id + "@192.0.2.1', 0)");
    }

    private static CommandRun run(TestDatabase database, String... more) {
        List<String> arguments = new ArrayList<>(List.of("set-domain", "--db-url", database.urlText()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static List<List<String>> everything(TestDatabase database) {
        return database.query("SELECT * FROM location ORDER BY contact");
    }

    private static List<List<String>> kept(TestDatabase database) {
        return database.query("SELECT " + KEPT + " FROM location ORDER BY callid, contact");
    }
}
