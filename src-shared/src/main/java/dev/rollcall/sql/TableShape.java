package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a table is by its columns, and what the version table says of it. OpenSIPS: one number covers several shapes, and
 * a server starts only where the number is the one that it expects.
 *
 * @param table the table's name
 * @param schema the schema that the columns are those of, {@link LocationSchema#V1011} or {@link LocationSchema#V1013}
 * @param noted what the version table says, empty where it has no row for the table
 * @param columns the columns' names in lower case and their types in upper case, in the table's order
 */
public record TableShape(String table, LocationSchema schema, OptionalInt noted, Map<String, String> columns) {
    /**
     * Looks at a table; its rows are not read.
     *
     * @throws DatabaseRefusedException when there is no such table, its columns are of no schema that is served, or
     *     the version table says that it is newer than this program, with what to do about it
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    public static TableShape of(Database database, String table) {
        LocationStatements statements = new LocationStatements(database.kind(), table);
        try (Connection connection = database.connection()) {
            Map<String, String> columns = LocationSchema.columns(connection, statements);
            OptionalInt noted = LocationSchema.version(connection, statements);
            LocationSchema schema = LocationSchema.served(database.url(), table, columns, noted);
            return new TableShape(table, schema, noted, columns);
        } catch (SQLException e) {
            throw database.failure("cannot look at table " + table + " of", e);
        }
    }

    /** The table, read and written as what its columns are. */
    public LocationStore store(Database database, ZoneId dbTimeZone) {
        return new LocationStore(database, new LocationStatements(database.kind(), table), dbTimeZone, schema);
    }

    /** The statement that makes the version table say what the columns are, where it says something else. */
    public Optional<String> correction() {
        if (noted.isPresent() && noted.getAsInt() == schema.version()) {
            return Optional.empty();
        }
        return Optional.of(noted.isPresent()
                ? "UPDATE version SET table_version = " + schema.version() + " WHERE table_name = '" + table + "'"
                : "INSERT INTO version (table_name, table_version) VALUES ('" + table + "', " + schema.version() + ")");
    }
}
