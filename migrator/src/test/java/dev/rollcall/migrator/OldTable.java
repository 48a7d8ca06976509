package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A table of schema 1009 or 1011 in a test's database, and what another program sees of it. */
final class OldTable {
    private static final String VALUES = "username, domain, contact, received, path, q, callid, cseq, last_modified,"
            + " flags, cflags, user_agent, socket, methods, sip_instance, attr";

    private final TestDatabase database;
    private final String name;
    private final String key;

    private OldTable(TestDatabase database, String name, int version) {
        this.database = database;
        this.name = name;
        this.key = version == 1009 ? "id" : "contact_id";
    }

    static OldTable create(TestDatabase database, String name, int version) {
        LocationTables.create(database, name, version);
        return new OldTable(database, name, version);
    }

    /** A row that OpenSIPS loads but for its ID. @param expires as {@code 2030-01-01 00:00:00} */
    OldTable row(long id, String username, String domain, String contact, String expires) {
        database.execute("INSERT INTO " + name + " (" + key + ", username, domain, contact, expires, q, callid, cseq,"
                + " last_modified, cflags, user_agent, socket) VALUES (" + id + ", '" + username + "', "
                + (domain == null ? "NULL" : "'" + domain + "'") + ", '" + contact + "', '" + expires
                + "', 0.5, 'call-" + id + "', " + id % 1000 + ", '2016-10-30 02:30:00', 'NAT PING',"
                + " 'phone \u00fc\u263a',"
                + " 'udp:192.0.2.9:5060')");
        return this;
    }

    /** A row with a value in every column that has one in 1009. */
    OldTable fullRow(long id, String username, String domain, String expires) {
        row(id, username, domain, "sip:" + username + "@192.0.2.7:5062;ob", expires);
        database.execute("UPDATE " + name + " SET received = 'sip:198.51.100.1:40000', path = '<sip:192.0.2.8;lr>',"
                + " q = -1, flags = 4, methods = 5951, sip_instance = '<urn:uuid:00000000-0000-0000-0000-00000000000"
                + id % 10 + ">', attr = 'a=\u00e9;b' WHERE " + key + " = " + id);
        return this;
    }

    /** Every value but the key and expires, by contact. */
    static List<List<String>> values(TestDatabase database, String table) {
        return database.query("SELECT " + VALUES + " FROM " + table + " ORDER BY contact");
    }

    /** Everything of a table, by contact. */
    static List<List<String>> everything(TestDatabase database, String table) {
        return database.query("SELECT * FROM " + table + " ORDER BY contact");
    }

    static String version(TestDatabase database, String table) {
        return database.query("SELECT table_version FROM version WHERE table_name = '" + table + "'").get(0).get(0);
    }

    /** The tables of a database. */
    static List<String> tables(TestDatabase database) {
        String select = switch (database.kind()) {
            case MYSQL -> "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";
            case POSTGRESQL -> "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
            case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        };
        return database.query(select).stream().map(row -> row.get(0)).sorted().toList();
    }

    /** Columns, their types, defaults and order, and the indexes, as the database describes them. */
    static List<List<String>> shape(TestDatabase database, String table) {
        if (database.kind() == DatabaseKind.POSTGRESQL) {
            List<List<String>> shape = new ArrayList<>(database.query("SELECT column_name, ordinal_position, data_type,"
                    + " character_maximum_length, column_default, is_nullable FROM information_schema.columns"
                    + " WHERE table_name = '" + table + "' ORDER BY ordinal_position"));
            shape.addAll(database.query(
                    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '" + table + "'"));
            return shape;
        }
        if (database.kind() == DatabaseKind.SQLITE) {
            List<List<String>> shape = new ArrayList<>(database.query("PRAGMA table_info(" + table + ")"));
            shape.addAll(database.query("PRAGMA index_list(" + table + ")"));
            return shape;
        }
        return List.of(List.of(database.query("SHOW CREATE TABLE " + table).get(0).get(1)
                .replaceFirst(" AUTO_INCREMENT=\\d+", "")));
    }

    /** The shape of the table that {@link LocationStore#create} makes. */
    static List<List<String>> newShape(DatabaseKind kind, String table) throws Exception {
        try (TestDatabase fresh = TestDatabase.of(kind)) {
            try (Database database = fresh.open(Database.Access.CREATE)) {
                new LocationStore(database, table, ZoneOffset.UTC).create();
            }
            return shape(fresh, table);
        }
    }
}
