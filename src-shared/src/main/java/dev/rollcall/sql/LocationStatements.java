package dev.rollcall.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The SQL of the {@code location} table, the only place that knows its columns. Values are always bound; the table's
 * name cannot be, so it is checked here.
 *
 * @param kind whose SQL
 * @param table the table's name: letters, digits and underscores
 */
record LocationStatements(DatabaseKind kind, String table) {
    private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final String VERSION_TABLE = "version";

    /**
     * Every column of schemas 1009 and 1011 but the key, in the order in which rows are read and written; 1013 has
     * kv_store behind them.
     */
    private static final List<String> COLUMNS = List.of(
            "username", "domain", "contact", "received", "path", "expires", "q", "callid", "cseq",
            "last_modified", "flags", "cflags", "user_agent", "socket", "methods", "sip_instance", "attr");

    LocationStatements {
        requireName(table);
    }

    /** A name cannot be bound, so that only harmless ones are taken. */
    static void requireName(String table) {
        if (!TABLE_NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "the table name '" + table + "' is not made of letters, digits and underscores only");
        }
    }

    /** The columns of a schema in the order of {@link #select} and {@link #insert}. */
    static List<String> columns(LocationSchema schema) {
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.add(0, schema.keyColumn());
        if (schema.hasKvStore()) {
            columns.add("kv_store");
        }
        return columns;
    }

    /** All rows, in no order; for SQLite each has its values but the key once more, as a {@link PackedRow}. */
    String select(LocationSchema schema) {
        List<String> values = new ArrayList<>();
        for (String column : columns(schema)) {
            values.add(value(schema, column));
        }
        if (kind == DatabaseKind.SQLITE) {
            values.add(PackedRow.expression(packed(schema)));
        }
        return "SELECT " + String.join(", ", values) + " FROM " + table;
    }

    /** Some rows of schema 1013 by key, every column as it is. */
    String selectPlainPage(boolean first, int rows) {
        return selectPlain() + (first ? "" : " WHERE contact_id > ?") + " ORDER BY " + table + ".contact_id LIMIT " + rows;
    }

    /** The rows of schema 1013 of so many keys, every column as it is. */
    String selectPlainKeys(int keys) {
        return selectPlain() + " WHERE contact_id IN (" + String.join(", ", Collections.nCopies(keys, "?")) + ")";
    }

    private String selectPlain() {
        List<String> values = new ArrayList<>(columns(LocationSchema.V1013));
        values.set(0, value(LocationSchema.V1013, values.get(0)));
        return "SELECT " + String.join(", ", values) + " FROM " + table;
    }

    /** How many rows there are. */
    String count() {
        return "SELECT COUNT(*) FROM " + table;
    }

    /** The columns but the key as expressions whose text is what the driver would make of them. */
    private List<String> packed(LocationSchema schema) {
        List<String> values = new ArrayList<>();
        for (String column : columns(schema)) {
            values.add(switch (column) {
                case "cseq", "flags", "methods" -> "CAST(" + column + " AS INTEGER)";
                case "q" -> "CAST(round(q * 1000) AS INTEGER)";
                default -> value(schema, column);
            });
        }
        return values.subList(1, values.size());
    }

    /** The first rows by key, or those behind a key. */
    String selectPage(LocationSchema schema, boolean first, int rows) {
        String key = schema.keyColumn();
        return select(schema) + (first ? "" : " WHERE " + key + " > ?") + " ORDER BY " + key + " LIMIT " + rows;
    }

    /** The row of a key. */
    String selectRow(LocationSchema schema) {
        return select(schema) + " WHERE " + schema.keyColumn() + " = ?";
    }

    /** What decides the ID of every row: its key, username, domain. */
    String selectIds(LocationSchema schema) {
        return "SELECT " + value(schema, schema.keyColumn()) + ", username, domain FROM " + table;
    }

    private String value(LocationSchema schema, String column) {
        if (kind == DatabaseKind.MYSQL && column.equals(schema.keyColumn())) {
            // the upper half of the unsigned range comes as the bits of a Java long
            return "CAST(" + column + " AS SIGNED)";
        }
        boolean dateTime = column.equals("last_modified") || column.equals("expires") && schema.hasDateTimeExpires();
        if (kind == DatabaseKind.MYSQL && dateTime) {
            // MariaDB's driver would make a time of the server's text, and a text of the time
            return "CAST(" + column + " AS CHAR)";
        }
        if (kind == DatabaseKind.SQLITE && column.equals("expires") && !schema.hasDateTimeExpires()) {
            // SQLite keeps any text in an INTEGER column, and would read it as 0: permanent
            return "CASE typeof(expires) WHEN 'integer' THEN expires END";
        }
        return column;
    }

    /** Tells the columns. */
    String noRows() {
        return "SELECT * FROM " + table + " WHERE 1 = 0";
    }

    /** Whether a contact_id is taken. */
    String selectKey() {
        return "SELECT 1 FROM " + table + " WHERE contact_id = ?";
    }

    /** A new row. OpenSIPS: without use_domain, domain is not among the columns. */
    String insert(LocationSchema schema, boolean useDomain) {
        List<String> columns = columns(schema);
        if (!useDomain) {
            columns.remove("domain");
        }
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    /** A refresh. OpenSIPS: username, contact and sip_instance stay as they were inserted. */
    String update(LocationSchema schema, boolean useDomain) {
        String kvStore = schema.hasKvStore() ? ", kv_store = ?" : "";
        return "UPDATE " + table + " SET received = ?, path = ?, expires = ?, q = ?, callid = ?, cseq = ?, "
                + "last_modified = ?, flags = ?, cflags = ?, user_agent = ?, socket = ?, methods = ?, attr = ?"
                + kvStore + key(useDomain);
    }

    /** A row gone. */
    String delete(boolean useDomain) {
        return "DELETE FROM " + table + key(useDomain);
    }

    /**
     * A row gone if it has expired at a time and is not permanent: bound are the key, the time and what permanent is.
     */
    String deleteExpired(boolean useDomain) {
        return delete(useDomain) + " AND expires <= ? AND expires <> ?";
    }

    private static String key(boolean useDomain) {
        return " WHERE contact_id = ? AND username = ?" + (useDomain ? " AND domain = ?" : "");
    }

    /** The version of a table name. */
    String version() {
        return "SELECT table_version FROM " + VERSION_TABLE + " WHERE table_name = ?";
    }

    /** Notes another version of a table; both are ours and no values of rows. */
    String updateVersion(LocationSchema schema) {
        return "UPDATE " + VERSION_TABLE + " SET table_version = " + schema.version() + " WHERE table_name = '" + table
                + "'";
    }

    /** Notes a table's version. */
    String insertVersion() {
        return "INSERT INTO " + VERSION_TABLE + " (table_name, table_version) VALUES (?, ?)";
    }

    /** Makes the version table where it is missing. */
    String createVersionTable() {
        return "CREATE TABLE IF NOT EXISTS " + VERSION_TABLE + " (table_name " + text(32) + " NOT NULL, table_version "
                + (kind == DatabaseKind.MYSQL ? "INT UNSIGNED" : "INTEGER") + " DEFAULT 0 NOT NULL, "
                + "CONSTRAINT t_name_idx UNIQUE (table_name))";
    }

    /** Makes the table in the shape of schema 1013. */
    String createTable() {
        String key = switch (kind) {
            case MYSQL -> "BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL";
            case POSTGRESQL -> "BIGSERIAL PRIMARY KEY NOT NULL";
            case SQLITE -> "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
        };
        String integer = kind == DatabaseKind.MYSQL ? "INT" : "INTEGER";
        String dateTime = kind == DatabaseKind.POSTGRESQL ? "TIMESTAMP WITHOUT TIME ZONE" : "DATETIME";
        List<String> columns = List.of(
                "contact_id " + key,
                "username " + text(64) + " DEFAULT '' NOT NULL",
                "domain " + text(64) + " DEFAULT NULL",
                "contact TEXT NOT NULL",
                "received " + text(255) + " DEFAULT NULL",
                "path " + text(255) + " DEFAULT NULL",
                "expires " + (kind == DatabaseKind.MYSQL ? "INT UNSIGNED" : "INTEGER") + " NOT NULL",
                "q " + (kind == DatabaseKind.POSTGRESQL ? "REAL" : "FLOAT(10,2)") + " DEFAULT 1.0 NOT NULL",
                "callid " + text(255) + " DEFAULT 'Default-Call-ID' NOT NULL",
                "cseq " + integer + " DEFAULT 13 NOT NULL",
                "last_modified " + dateTime + " DEFAULT '1900-01-01 00:00:01' NOT NULL",
                "flags " + integer + " DEFAULT 0 NOT NULL",
                "cflags " + text(255) + " DEFAULT NULL",
                "user_agent " + text(255) + " DEFAULT '' NOT NULL",
                "socket " + text(64) + " DEFAULT NULL",
                "methods " + integer + " DEFAULT NULL",
                "sip_instance " + text(255) + " DEFAULT NULL",
                "kv_store " + (kind == DatabaseKind.POSTGRESQL ? "TEXT" : "TEXT(512)") + " DEFAULT NULL",
                "attr " + text(255) + " DEFAULT NULL");
        return "CREATE TABLE " + table + " (" + String.join(", ", columns) + ")"
                + (kind == DatabaseKind.MYSQL ? " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4" : "");
    }

    private String text(int length) {
        return (kind == DatabaseKind.POSTGRESQL ? "VARCHAR(" : "CHAR(") + length + ')';
    }
}
