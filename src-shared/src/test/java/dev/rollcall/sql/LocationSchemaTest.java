package dev.rollcall.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.testing.Fixture;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationSchemaTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_knownVersions_found(TestDatabase test) {
        LocationTables.create(test, "location", 1013);
        LocationTables.create(test, "my_location_2", 1011);
        assertEquals(LocationSchema.V1013, schema(test, "location"));
        assertEquals(LocationSchema.V1011, schema(test, "my_location_2"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_1009_refusedWithTheUpgrade(TestDatabase test) {
        LocationTables.create(test, "location", 1009);
        assertRefused(test, "location", "contact_id", "1009",
                LocationSchema.UPGRADE_COMMAND + " --db-url " + ShellArgument.quoted(test.url().toString()));
        LocationTables.create(test, "other", 1009);
        assertRefused(test, "other", LocationSchema.UPGRADE_COMMAND, " --table other");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_1009ByVersionOnly_refusedWithTheUpgrade(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1011));
        LocationTables.noteVersion(test, "location", 1009);
        assertRefused(test, "location", "1009", LocationSchema.UPGRADE_COMMAND);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_newerVersion_refused(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1013));
        LocationTables.noteVersion(test, "location", 1014);
        assertRefused(test, "location", "1014", "1013", "newer Rollcall");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_newerVersionOfOtherColumns_refusedAsNewer(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1013),
                "ALTER TABLE location DROP COLUMN kv_store", "ALTER TABLE location ADD ruid TEXT");
        LocationTables.noteVersion(test, "location", 1014);
        assertRefused(test, "location", "1014", "1013", "newer Rollcall");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_versionAndColumnsDiffer_refused(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1011));
        LocationTables.noteVersion(test, "location", 1013);
        assertRefused(test, "location", "1013", "1011");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_developmentVersion_refused(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1011), "ALTER TABLE location ADD kv_store TEXT");
        LocationTables.noteVersion(test, "location", 1012);
        assertRefused(test, "location", "neither", "1011", "1013");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_noVersionRow_refusedWithTheStatement(TestDatabase test) {
        LocationTables.create(test, "location", 1013);
        test.execute(LocationTables.ddl(test.kind(), "other", 1013));
        DatabaseRefusedException e = assertRefused(test, "other", "no row", "1013");
        test.execute(e.getMessage().substring(e.getMessage().indexOf("INSERT")));
        assertEquals(LocationSchema.V1013, schema(test, "other"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_noVersionTable_refused(TestDatabase test) {
        test.execute(LocationTables.ddl(test.kind(), "location", 1011));
        assertRefused(test, "location", "version table", "1011");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_noTable_refused(TestDatabase test) {
        LocationTables.create(test, "location", 1013);
        assertRefused(test, "locations", "no table locations");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void schema_missingColumn_refusedByName(TestDatabase test) {
        LocationTables.create(test, "location", 1013);
        test.execute("ALTER TABLE location DROP COLUMN sip_instance");
        assertRefused(test, "location", "sip_instance");
    }

    @ParameterizedTest
    @MethodSource("sharedDumps")
    void schema_dumpsOfOpenSips_byRelease(Fixture fixture) throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.MYSQL)) {
            fixture.load(test);
            if (fixture.version() == 1009) {
                assertRefused(test, "location", LocationSchema.UPGRADE_COMMAND);
            } else {
                assertEquals(fixture.version(), schema(test, "location").version());
            }
        }
    }

    static Stream<Fixture> sharedDumps() {
        return Fixture.sharedDumps();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "location; DROP TABLE x", "a.b", "1a", "a-b", "ä", "\"a\"", "a b", "a\n"})
    void constructor_tableNameNotPlain_refused(String name) {
        TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
        try (Database database = test.open(Database.Access.CREATE)) {
            assertThrows(IllegalArgumentException.class, () -> new LocationStore(database, name, ZoneOffset.UTC));
        }
    }

    @Test
    void insert_values_alwaysBound() {
        LocationStatements statements = new LocationStatements(DatabaseKind.MYSQL, "location");
        assertEquals(19, statements.insert(LocationSchema.V1013, true).chars().filter(c -> c == '?').count());
        assertEquals(18, statements.insert(LocationSchema.V1013, false).chars().filter(c -> c == '?').count());
        assertEquals(18, statements.insert(LocationSchema.V1011, true).chars().filter(c -> c == '?').count());
    }

    private static LocationSchema schema(TestDatabase test, String table) {
        try (Database database = test.open(Database.Access.READ_ONLY)) {
            return new LocationStore(database, table, ZoneOffset.UTC).schema();
        }
    }

    private static DatabaseRefusedException assertRefused(TestDatabase test, String table, String... words) {
        DatabaseRefusedException e = assertThrows(DatabaseRefusedException.class, () -> schema(test, table));
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e.getMessage());
        }
        return e;
    }
}
