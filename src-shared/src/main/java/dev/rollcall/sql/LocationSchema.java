package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The shapes of the {@code location} table, each read as it is; all but {@link #V1009} are served. */
public enum LocationSchema {
    /** OpenSIPS 1.10 to 2.1: the key is a counted {@code id}, {@code expires} as in 1011. Only an upgrade reads it. */
    V1009(1009),
    /** OpenSIPS 2.2 and 2.3: {@code expires} is a DATETIME in the server's zone, no {@code kv_store}. */
    V1011(1011),
    /** OpenSIPS 2.4 and later: {@code expires} is unix time. */
    V1013(1013);

    /** The command that brings an older table to {@link #V1013}. */
    public static final String UPGRADE_COMMAND = "java -jar migrator.jar upgrade";

    /** The command that makes a table from one of Kamailio's. */
    private static final String IMPORT_COMMAND = "java -jar migrator.jar import-kamailio";

    private static final String DEFAULT_TABLE = "location";
    private static final String V1011_KEY = "contact_id";
    private static final String KAMAILIO_KEY = "ruid";

    private final int version;

    LocationSchema(int version) {
        this.version = version;
    }

    /** The number in the version table. */
    public int version() {
        return version;
    }

    boolean hasKvStore() {
        return this == V1013;
    }

    /** Whether {@code expires} is local time, and not unix time. */
    public boolean hasDateTimeExpires() {
        return this != V1013;
    }

    /** The column that tells one row from all others. */
    String keyColumn() {
        return this == V1009 ? "id" : V1011_KEY;
    }

    /**
     * The schema of a table: what its row in the version table says and its columns confirm. OpenSIPS: one number
     * covers several shapes, and a table of any name needs its own row there.
     *
     * @throws DatabaseRefusedException when there is no such table, or it is older, newer or of another shape, with
     *     what to do about it
     * @throws SQLException when the database fails
     */
    static LocationSchema detect(Connection connection, LocationStatements statements, DatabaseUrl url)
            throws SQLException {
        String table = statements.table();
        Map<String, String> columns = columns(connection, statements);
        OptionalInt version = version(connection, statements);
        LocationSchema shape = served(url, table, columns, version);
        if (version.isEmpty()) {
            throw refused("the version table has no row for the table %s, whose columns are those of schema %d; if "
                    + "that is what it is: INSERT INTO version (table_name, table_version) VALUES ('%1$s', %2$d)",
                    table, shape.version);
        }
        return confirmed(url, shape, table, version.getAsInt());
    }

    /**
     * As {@link #shape}, where it is one that is served.
     *
     * @param version what the version table says: of one that is too new, the columns say nothing
     */
    static LocationSchema served(DatabaseUrl url, String table, Map<String, String> columns, OptionalInt version) {
        version.ifPresent(noted -> requireKnown(table, noted));
        if (columns.containsKey(KAMAILIO_KEY)) {
            throw refused("the table %s is one of Kamailio's, which this program only imports: %s", table,
                    IMPORT_COMMAND);
        }
        if (!columns.containsKey(V1011_KEY)) {
            throw refused("the table %s has no column contact_id: it is of schema 1009 (OpenSIPS 2.1) or older and "
                    + "must be upgraded to 1013 first: %s", table, upgradeCommand(url, table));
        }
        return shape(table, columns);
    }

    /** The command that upgrades a table, to be pasted into a shell. */
    public static String upgradeCommand(DatabaseUrl url, String table) {
        String command = UPGRADE_COMMAND + " --db-url " + ShellArgument.quoted(url.toString());
        return table.equals(DEFAULT_TABLE) ? command : command + " --table " + table;
    }

    /** Refuses a version that is newer than this program. */
    static void requireKnown(String table, int version) {
        if (version > V1013.version) {
            throw refused("the table %s is of schema %d; the newest that this program knows is %d, so it may lose what "
                    + "is new: use a newer Rollcall", table, version, V1013.version);
        }
    }

    private static LocationSchema confirmed(DatabaseUrl url, LocationSchema shape, String table, int version) {
        if (version == shape.version) {
            return shape;
        }
        if (version < V1011.version) {
            throw refused("the version table says %d for the table %s, which must be upgraded to 1013 first: %s",
                    version, table, upgradeCommand(url, table));
        }
        throw refused("the version table says %d for the table %s, but its columns are those of schema %d; correct the "
                + "one that is wrong", version, table, shape.version);
    }

    /** The schema that a table's columns are those of, whatever the version table says. */
    static LocationSchema shape(String table, Map<String, String> columns) {
        String expires = columns.getOrDefault("expires", "missing");
        boolean dateTime = expires.contains("DATE") || expires.contains("TIME");
        LocationSchema shape = !columns.containsKey(V1011_KEY) ? V1009 : dateTime ? V1011 : V1013;
        boolean known = shape.hasDateTimeExpires() ? dateTime : expires.contains("INT");
        if (!known || shape.hasKvStore() != columns.containsKey("kv_store")) {
            throw refused("the columns of the table %s are neither those of schema 1009 or 1011 (expires a "
                    + "DATETIME, no kv_store) nor of 1013 (expires an INTEGER, kv_store): expires is %s, kv_store "
                    + "is %s",
                    table, expires, columns.getOrDefault("kv_store", "missing"));
        }
        for (String column : LocationStatements.columns(shape)) {
            if (!columns.containsKey(column)) {
                throw refused("the table %s has no column %s, which schema %d has", table, column, shape.version);
            }
        }
        return shape;
    }

    /** The names of the table's columns in lower case and their types in upper case. */
    static Map<String, String> columns(Connection connection, LocationStatements statements)
            throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(statements.noRows())) {
            ResultSetMetaData metaData = rows.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                columns.put(
                        metaData.getColumnName(i).toLowerCase(Locale.ROOT),
                        metaData.getColumnTypeName(i).toUpperCase(Locale.ROOT));
            }
        } catch (SQLException e) {
            if (SqlFailures.isMissingTable(e)) {
                throw refused("the database has no table %s: name the one that it has (registrar: rollcall.table, "
                        + "migrator: --table), or make it with OpenSIPS' own scripts for this database",
                        statements.table());
            }
            throw e;
        }
        return columns;
    }

    /** What the version table says of the table, if anything. */
    static OptionalInt version(Connection connection, LocationStatements statements) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements.version())) {
            statement.setString(1, statements.table());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
            }
        } catch (SQLException e) {
            if (SqlFailures.isMissingTable(e)) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    static DatabaseRefusedException refused(String format, Object... arguments) {
        return new DatabaseRefusedException(String.format(Locale.ROOT, format, arguments));
    }
}
