package dev.rollcall.testing;

import dev.rollcall.sql.DatabaseKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code location} table as the releases of OpenSIPS shape it, in the tests' own words, for every kind of
 * database.
 */
public final class LocationTables {
    private LocationTables() {}

    /**
     * Makes a table and notes its version.
     *
     * @param version 1009, 1011 or 1013
     */
    public static void create(TestDatabase database, String table, int version) {
        database.execute(ddl(database.kind(), table, version));
        noteVersion(database, table, version);
    }

    /** Notes a table's version, in a version table that is made where it is missing. */
    public static void noteVersion(TestDatabase database, String table, int version) {
        database.execute(
                "CREATE TABLE IF NOT EXISTS version (table_name CHAR(32) NOT NULL UNIQUE, table_version INT NOT NULL)",
                "INSERT INTO version (table_name, table_version) VALUES ('" + table + "', " + version + ")");
    }

    /** The statement that makes a table of a version; a test may change it. */
    public static String ddl(DatabaseKind kind, String table, int version) {
        boolean mysql = kind == DatabaseKind.MYSQL;
        boolean postgresql = kind == DatabaseKind.POSTGRESQL;
        String dateTime = postgresql ? "TIMESTAMP" : "DATETIME";
        String unixTime = mysql ? "INT(10) UNSIGNED" : "INTEGER";
        List<String> columns = new ArrayList<>(List.of(
                version < 1011 ? "id " + key(kind, "INT") : "contact_id " + key(kind, "BIGINT"),
                "username CHAR(64) DEFAULT '' NOT NULL",
                "domain CHAR(64) DEFAULT " + (version < 1011 ? "'' NOT NULL" : "NULL"),
                "contact " + (version < 1013 ? "CHAR(255) DEFAULT ''" : "TEXT") + " NOT NULL",
                "received CHAR(255) DEFAULT NULL",
                "path CHAR(255) DEFAULT NULL",
                "expires " + (version < 1013 ? dateTime : unixTime) + " NOT NULL",
                "q " + (postgresql ? "REAL" : "FLOAT(10,2)") + " DEFAULT 1.0 NOT NULL",
                "callid CHAR(255) DEFAULT 'Default-Call-ID' NOT NULL",
                "cseq INTEGER DEFAULT 13 NOT NULL",
                "last_modified " + dateTime + " DEFAULT '1900-01-01 00:00:01' NOT NULL",
                "flags INTEGER DEFAULT 0 NOT NULL",
                "cflags CHAR(255) DEFAULT NULL",
                "user_agent CHAR(255) DEFAULT '' NOT NULL",
                "socket CHAR(64) DEFAULT NULL",
                "methods INTEGER DEFAULT NULL",
                "sip_instance CHAR(255) DEFAULT NULL"));
        if (version >= 1013) {
            columns.add("kv_store TEXT DEFAULT NULL");
        }
        columns.add("attr CHAR(255) DEFAULT NULL");
        String ddl = "CREATE TABLE " + table + " (" + String.join(", ", columns) + ")"
                + (mysql ? " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4" : "");
        return postgresql ? ddl.replace(" CHAR(", " VARCHAR(") : ddl;
    }

    private static String key(DatabaseKind kind, String integer) {
        return switch (kind) {
            case MYSQL -> integer + "(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL";
            case POSTGRESQL -> (integer.equals("INT") ? "SERIAL" : "BIGSERIAL") + " PRIMARY KEY NOT NULL";
            case SQLITE -> "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
        };
    }
}
