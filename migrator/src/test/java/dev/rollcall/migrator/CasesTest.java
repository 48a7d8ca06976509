package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every folder of {@code cases} against every kind of database. */
class CasesTest {
    @TestFactory
    Stream<DynamicTest> cases() {
        return Stream.of(DatabaseKind.values()).flatMap(kind -> MigratorCase.all().stream()
                .map(folder -> DynamicTest.dynamicTest(folder + " on " + kind, () -> run(folder, kind))));
    }

    private static void run(MigratorCase folder, DatabaseKind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.of(kind)) {
            folder.load(database);
            List<List<String>> before = rows(database, folder);
            CommandRun run = CommandRun.on(database.urlText(), folder.arguments());

            assertEquals(folder.exit(), run.exit(), run::text);
            for (String piece : folder.output()) {
                if (piece.startsWith("!")) {
                    assertFalse(run.text().contains(piece.substring(1)), () -> piece + " in " + run.text());
                } else {
                    assertTrue(run.text().contains(piece), () -> piece + " not in " + run.text());
                }
            }
            assertFalse(kind != DatabaseKind.SQLITE && run.text().contains(TestDatabase.password()), "the password shows");
            List<List<String>> after = rows(database, folder);
            assertRows(folder.changed(), before, after);

            CommandRun again = CommandRun.on(database.urlText(), folder.arguments());
            assertEquals(folder.exit(), again.exit(), again::text);
            assertEquals(after, rows(database, folder), "a second run changes nothing");
        }
    }

    private static List<List<String>> rows(TestDatabase database, MigratorCase folder) {
        return database.query("SELECT * FROM " + folder.table() + " ORDER BY callid, contact_id");
    }

    private static void assertRows(Map<Long, String> changed, List<List<String>> before, List<List<String>> after) {
        assertEquals(before.size(), after.size());
        Set<String> ids = new HashSet<>();
        before.forEach(row -> ids.add(row.get(0)));
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < before.size(); i++) {
            List<String> expected = new ArrayList<>(before.get(i));
            String newId = after.get(i).get(0);
            long oldId = newId == null ? 0 : Long.parseUnsignedLong(expected.get(0));
            if (changed.containsKey(oldId)) {
                seen.add(oldId);
                assertMatches(changed.get(oldId), Long.parseUnsignedLong(newId));
                assertTrue(ids.add(newId), "the new id " + newId + " is another row's, before or after");
                expected.set(0, newId);
            }
            assertEquals(expected, after.get(i));
        }
        assertEquals(changed.keySet(), seen, "every change is of a row that there is");
    }

    private static void assertMatches(String pattern, long id) {
        ContactId fields = ContactId.unpack(id);
        String[] parts = pattern.split("/");
        String[] actual = {
            "" + fields.aorHash(), "" + fields.recordLabel(), "" + fields.contactLabel()
        };
        for (int i = 0; i < parts.length; i++) {
            assertTrue(parts[i].equals("*") || parts[i].equals(actual[i]),
                    () -> String.join("/", actual) + " is not " + pattern);
        }
    }
}
