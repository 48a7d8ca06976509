package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the repair of any table in any database, tried on random ones with every cause mixed. */
class RepairPropertyTest {
    private static final int TABLES = 6;
    private static final int ROWS = 60;
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final String[] USERS = {
        "alice", "Alice", "bob", "j\u00fcrgen", "a@b", "+4930", "o'hara", "back\\slash"
    };
    private static final String[] DOMAINS = {"example.com", "Example.COM", "b.example"};
    private static final String WITHOUT_ID = "SELECT callid, username, domain, contact, received, path, expires, q,"
            + " cseq, last_modified, flags, cflags, user_agent, socket, methods, sip_instance, kv_store, attr FROM %s"
            + " ORDER BY callid";

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void repair_randomTables_holdsWhatItPromises(TestDatabase database) throws SQLException {
        for (int seed = 1; seed <= TABLES; seed++) {
            String table = "location" + seed;
            fill(database, table, new Random(seed));
            List<List<String>> whole = database.query("SELECT * FROM " + table + " ORDER BY callid");
            List<List<String>> others = database.query(String.format(WITHOUT_ID, table));

            CommandRun repair = repair(database, table);
            assertEquals(ExitCode.CLEAN, repair.exit(), repair::text);
            assertTrue(repair.text().contains("Clean: all " + ROWS + " contact ids are right"), repair::text);
            assertEquals(others, database.query(String.format(WITHOUT_ID, table)), "every other column is kept");
            List<List<String>> repaired = database.query("SELECT * FROM " + table + " ORDER BY callid");
            assertEquals(ExitCode.CLEAN, repair(database, table).exit());
            assertEquals(repaired, database.query("SELECT * FROM " + table + " ORDER BY callid"),
                    "a second run changes nothing");

            CommandRun verify = CommandRun.of("verify", "--db-url", database.urlText(), "--table", table);
            assertEquals(ExitCode.CLEAN, verify.exit(), verify::text);
            CommandRun back = CommandRun.of("rollback", "--db-url", database.urlText(), "--table", table);
            assertEquals(ExitCode.CLEAN, back.exit(), back::text);
            assertEquals(whole, database.query("SELECT * FROM " + table + " ORDER BY callid"), "it is as it was");
        }
    }

    private static CommandRun repair(TestDatabase database, String table) {
        return CommandRun.on(database.urlText(),
                List.of("--table", table, "--use-domain=1", "--hash-size=9", "--char-sign=signed",
                        "--contact-id-format=released", "--regen-broken-contactid"));
    }

    private static void fill(TestDatabase database, String table, Random random) throws SQLException {
        LocationTables.create(database, table, 1013);
        Set<Long> ids = new HashSet<>();
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                        + " (contact_id, username, domain, contact, expires, callid, cseq, attr) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; ids.size() < ROWS; i++) {
                String user = USERS[random.nextInt(USERS.length)];
                String domain = DOMAINS[random.nextInt(DOMAINS.length)];
                long id = id(random, user, domain);
                if (!ids.add(id)) {
                    continue;
                }
                insert.setLong(1, id);
                insert.setString(2, user);
                insert.setString(3, domain);
                insert.setString(4, "sip:phone" + i + "@192.0.2.1");
                insert.setLong(5, random.nextBoolean() ? 0 : 2_000_000_000L);
                insert.setString(6, "call-" + i);
                insert.setInt(7, random.nextInt(1000));
                insert.setString(8, random.nextBoolean() ? null : "attr " + i);
                insert.executeUpdate();
            }
        }
    }

    private static long id(Random random, String user, String domain) {
        int hash = PARAMETERS.aorHash(AddressOfRecord.ofRow(user, domain, random.nextInt(5) > 0).text());
        return switch (random.nextInt(8)) {
            case 0 -> 1 + random.nextInt(1000);
            case 1 -> random.nextLong() >>> 1;
            case 2 -> new ContactId(hash, random.nextInt(3), random.nextInt(65536)).packLegacy();
            default -> ContactId.pack(hash, random.nextInt(3), random.nextInt(5));
        };
    }
}
