package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";
    private static final Pattern VERDICTS = Pattern.compile("^verdicts (.*)$", Pattern.MULTILINE);
    private static final Pattern PLANNED = Pattern.compile("^\\d+ -> \\d+ ([a-z-]+) ", Pattern.MULTILINE);

    /** The verdicts and the repair's plan are made by different code, from the same rows. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inspect_randomTable_saysWhatTheRepairWouldMend(long seed) throws SQLException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            Random random = new Random(seed);
            fill(database, random);
            List<String> arguments = List.of("--hash-size=" + (2 + random.nextInt(6)), "--use-domain=1",
                    "--char-sign=signed", "--contact-id-format=released");
            Map<String, Long> found = verdicts(CommandRun.on(database.urlText(), arguments));
            List<String> dry = new ArrayList<>(arguments);
            dry.add("--dry-run");
            assertEquals(planned(CommandRun.on(database.urlText(), dry)), found, "seed " + seed);
        }
    }

    private static void fill(TestDatabase database, Random random) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO location (contact_id, username,"
                        + " domain, contact, expires) VALUES (?, ?, 'a.example', 'sip:a@192.0.2.1', 0)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 400; i++) {
                String user = "user" + random.nextInt(60);
                String hashed = random.nextInt(12) == 0 ? user : user + "@a.example";
                long id = random.nextInt(15) == 0
                        ? random.nextInt(1000)
                        : ContactId.pack(CoreHash.of(hashed, CharSign.SIGNED) & 0xffff, random.nextInt(6),
                                random.nextInt(40));
                if (ids.add(id)) {
                    insert.setLong(1, id);
                    insert.setString(2, user);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static Map<String, Long> verdicts(CommandRun run) {
        Matcher line = VERDICTS.matcher(run.text());
        assertTrue(line.find(), run::text);
        Map<String, Long> verdicts = new TreeMap<>();
        for (String verdict : line.group(1).split(", ")) {
            verdicts.put(verdict.split(" ")[1], Long.valueOf(verdict.split(" ")[0]));
        }
        verdicts.remove("ok");
        return verdicts;
    }

    private static Map<String, Long> planned(CommandRun run) {
        Map<String, Long> planned = new TreeMap<>();
        Matcher repair = PLANNED.matcher(run.text());
        while (repair.find()) {
            planned.merge(repair.group(1), 1L, Long::sum);
        }
        return planned;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void inspect_versionThatIsNotThatOfTheColumns_foundAndNothingWritten(TestDatabase database) {
        database.execute(LocationTables.ddl(database.kind(), "location", 1013),
                "INSERT INTO location (contact_id, username, domain, contact, expires) VALUES (7, 'alice', 'a.example',"
                        + " 'sip:a@192.0.2.1', 0)");
        CommandRun none = CommandRun.on(database.urlText(), List.of());
        assertEquals(ExitCode.FINDINGS, none.exit(), none::text);
        assertTrue(none.text().contains("of which the version table knows nothing"), none::text);
        assertTrue(none.text().contains("INSERT INTO version (table_name, table_version) VALUES ('location', 1013)"),
                none::text);
        LocationTables.noteVersion(database, "location", 1011);
        CommandRun other = CommandRun.on(database.urlText(), List.of());
        assertEquals(ExitCode.FINDINGS, other.exit(), other::text);
        assertTrue(other.text().contains("which the version table calls 1011"), other::text);
        CommandRun repair = CommandRun.on(database.urlText(), List.of("--regen-broken-contactid"));
        assertEquals(ExitCode.REFUSED, repair.exit(), repair::text);
        assertEquals(List.of(List.of("7")), database.query("SELECT contact_id FROM location"));
        database.execute("UPDATE version SET table_version = 1013 WHERE table_name = 'location'");
        assertEquals(ExitCode.CLEAN, CommandRun.on(database.urlText(), List.of("--regen-broken-contactid")).exit());
    }

    @Test
    void inspect_json_verdictsAddUpAndIdsAreTexts() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            fill(database, new Random(7));
            CommandRun run = CommandRun.on(database.urlText(), List.of("--format", "json"));
            long rows = Long.parseLong(database.query("SELECT COUNT(*) FROM location").get(0).get(0));
            long counted = 0;
            try (JsonParser json = new JsonFactory().createParser(run.out())) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    boolean inVerdicts = json.getParsingContext().pathAsPointer().toString().matches("/verdicts/\\d+/rows");
                    if (inVerdicts && token == JsonToken.VALUE_NUMBER_INT) {
                        counted += json.getLongValue();
                    }
                    if (token == JsonToken.FIELD_NAME && json.currentName().equals("contact_id")) {
                        assertEquals(JsonToken.VALUE_STRING, json.nextToken());
                    }
                }
                assertNull(json.nextToken(), "one object, and nothing behind it");
            }
            assertEquals(rows, counted, run::text);
        }
    }

    @Test
    void inspect_asACommand_theSame() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            LocationTables.create(database, "location", 1013);
            fill(database, new Random(8));
            CommandRun plain = CommandRun.on(database.urlText(), List.of("--hash-size=4"));
            CommandRun command = CommandRun.of("inspect", "--db-url", database.urlText(), "--hash-size=4");
            assertEquals(plain, command);
            CommandRun elsewhere = CommandRun.of("inspect", "--db-url", database.urlText(), "--hash-size=4",
                    "--temp-dir=" + System.getProperty("java.io.tmpdir"));
            assertEquals(plain, elsewhere);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=xml", "--format=json --dry-run", "--format=html --regen-broken-contactid"})
    void inspect_formatThatIsNone_refused(String arguments) {
        CommandRun run = CommandRun.on("sqlite:///nowhere/at/all.sqlite", List.of(arguments.split(" ")));
        assertEquals(ExitCode.REFUSED, run.exit(), run::text);
        assertTrue(run.err().contains("--format"), run::text);
    }
}
