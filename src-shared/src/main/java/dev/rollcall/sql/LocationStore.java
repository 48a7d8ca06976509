package dev.rollcall.sql;

import dev.rollcall.location.LocationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A {@code location} table. Safe for any thread; every call takes a connection of the database's pool for as long as it
 * lasts.
 */
public final class LocationStore {
    /** OpenSIPS' own name for the table. */
    private static final String DEFAULT_TABLE = "location";

    private final Database database;
    private final LocationStatements statements;
    private final ZoneId zone;
    /** What a repair is moving meanwhile; null where none does. */
    private final MovingRows moving;
    private volatile LocationSchema schema;

    /**
     * The table of a name; nothing is looked at yet.
     *
     * @param dbTimeZone the zone of {@code expires} before schema 1013
     * @throws IllegalArgumentException when the name is not made of letters, digits and underscores
     */
    public LocationStore(Database database, String table, ZoneId dbTimeZone) {
        this(database, new LocationStatements(database.kind(), table), dbTimeZone, null, null);
    }

    /** A table whose schema is known already; the version table need not know it. */
    LocationStore(Database database, LocationStatements statements, ZoneId dbTimeZone, LocationSchema schema) {
        this(database, statements, dbTimeZone, schema, null);
    }

    private LocationStore(
            Database database, LocationStatements statements, ZoneId dbTimeZone, LocationSchema schema,
            MovingRows moving) {
        this.database = database;
        this.statements = statements;
        this.zone = dbTimeZone;
        this.schema = schema;
        this.moving = moving;
    }

    /**
     * This table for a server that goes on while a repair moves rows: {@link #scan} shows each row under the ID that it
     * is to have, and a transaction that writes or deletes a row moves it first where it has not been moved.
     */
    public LocationStore whileMoving(MovingRows rows) {
        return new LocationStore(database, statements, zone, schema(), rows);
    }

    Database database() {
        return database;
    }

    /** The table's name. */
    public String table() {
        return statements.table();
    }

    /**
     * The table's schema, looked up once.
     *
     * @throws DatabaseRefusedException when the table is missing or not of a schema that is served
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    public LocationSchema schema() {
        LocationSchema known = schema;
        if (known == null) {
            try (Connection connection = database.connection()) {
                known = LocationSchema.detect(connection, statements, database.url());
            } catch (SQLException e) {
                throw database.failure("cannot look at table " + table() + " of", e);
            }
            schema = known;
        }
        return known;
    }

    /**
     * Makes the table in schema 1013 and its row in the version table, which is made too where it is missing.
     *
     * @throws DatabaseException when the table is there already or the database fails
     */
    public void create() {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(statements.createTable());
                statement.execute(statements.createVersionTable());
            }
            try (PreparedStatement version = connection.prepareStatement(statements.insertVersion())) {
                version.setString(1, table());
                version.setInt(2, LocationSchema.V1013.version());
                version.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw database.failure("cannot create table " + table() + " in", e);
        }
    }

    /**
     * Whether the database has neither a table of this name nor one named {@code location}, which another name may have
     * been written for by mistake: so that {@link #create} takes nothing for another.
     *
     * @throws DatabaseException when the database fails
     */
    public boolean isMissing() {
        return !hasTable(List.of(table(), DEFAULT_TABLE));
    }

    /**
     * Whether the database has a table or view of this name, whatever it is.
     *
     * @throws DatabaseException when the database fails
     */
    public boolean hasTable() {
        return hasTable(List.of(table()));
    }

    private boolean hasTable(List<String> names) {
        try (Connection connection = database.connection();
                ResultSet tables = connection.getMetaData().getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "VIEW"})) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME");
                if (names.stream().anyMatch(name::equalsIgnoreCase)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw database.failure("cannot list the tables of", e);
        }
    }

    /**
     * Hands over every row, in no order, one at a time as the database sends them.
     *
     * @return how many
     * @throws DatabaseException when the table is refused or the database fails, also in the middle
     */
    public long scan(Consumer<LocationRow> consumer) {
        LocationSchema scanned = schema();
        LocationColumns columns = new LocationColumns(database.kind(), scanned, zone);
        return stream(statements.select(scanned), row -> {
            LocationRow read = columns.read(row);
            consumer.accept(moving == null ? read : moving.moved(read));
        });
    }

    /**
     * Some rows in the order of their keys. Nothing stays open in between, so that the caller may write meanwhile: a
     * SQLite file that is not in WAL mode takes no write while a scan goes on.
     *
     * @param after the key behind which they begin; null for the first ones
     * @param rows how many at most
     * @throws DatabaseException when the table is refused or the database fails
     */
    public List<LocationRow> page(Long after, int rows) {
        LocationColumns columns = new LocationColumns(database.kind(), schema(), zone);
        List<LocationRow> page = new ArrayList<>(rows);
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(
                        statements.selectPage(schema(), after == null, rows))) {
            if (after != null) {
                columns.bindId(statement, 1, after);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    page.add(columns.read(result));
                }
            }
        } catch (SQLException e) {
            throw database.failure("cannot read table " + table() + " of", e);
        }
        return page;
    }

    /**
     * The row of a key, if there is one.
     *
     * @throws DatabaseException when the table is refused or the database fails
     */
    public Optional<LocationRow> find(long key) {
        LocationColumns columns = new LocationColumns(database.kind(), schema(), zone);
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(statements.selectRow(schema()))) {
            columns.bindId(statement, 1, key);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(columns.read(result)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw database.failure("cannot read table " + table() + " of", e);
        }
    }

    /** As {@link #scan}, with only what decides a row's ID. */
    public long scanIds(IdConsumer consumer) {
        return stream(statements.selectIds(schema()), row ->
                consumer.accept(LocationColumns.readLong(row, 1), row.getString(2), row.getString(3)));
    }

    private long stream(String select, RowStream.Reader reader) {
        try {
            return RowStream.read(database, select, reader);
        } catch (SQLException e) {
            throw database.failure("cannot read table " + table() + " of", e);
        }
    }

    /**
     * Begins a write transaction. SQLite: it waits here, ten seconds at most, while another one is under way.
     *
     * @param useDomain whether the domain column is written and is part of a row's key
     * @throws DatabaseException when the table is refused or the database cannot be reached
     */
    public LocationTransaction begin(boolean useDomain) {
        LocationColumns columns = new LocationColumns(database.kind(), schema(), zone);
        return new LocationTransaction(database, statements, schema(), columns, useDomain, moving);
    }
}
