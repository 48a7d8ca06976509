package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Kamailio's {@code location} table, versions 8 (4.3 to 5.0) and 9 (5.1 on); it is only read. For one thread.
 *
 * <p>Kamailio: its times are a DATETIME in local time on MySQL and PostgreSQL, a Julian day in UTC on SQLite, and unix
 * time where {@code expires_type} is 1; which one it is, is told by the column's type and the value.
 */
public final class KamailioTable {
    private static final List<String> COLUMNS = List.of(
            "id", "username", "domain", "contact", "received", "path", "expires", "q", "callid", "cseq",
            "last_modified", "flags", "cflags", "user_agent", "socket", "methods", "instance", "reg_id");
    private static final int OLDEST = 8;
    private static final int NEWEST = 9;
    private static final double JULIAN_EPOCH = 2440587.5;
    private static final double DAY_SECONDS = 86400;

    private final Database database;
    private final LocationStatements statements;
    private final ZoneId zone;
    private final OptionalInt version;
    private final boolean unixTime;

    private KamailioTable(
            Database database, LocationStatements statements, ZoneId zone, OptionalInt version, boolean unixTime) {
        this.database = database;
        this.statements = statements;
        this.zone = zone;
        this.version = version;
        this.unixTime = unixTime;
    }

    /**
     * Looks at a table.
     *
     * @param zone the zone of the server that wrote its local times
     * @throws DatabaseRefusedException when there is no such table, or it is none of Kamailio's versions 8 and 9
     */
    public static KamailioTable of(Database database, String table, ZoneId zone) {
        LocationStatements statements = new LocationStatements(database.kind(), table);
        try (Connection connection = database.connection()) {
            Map<String, String> columns = LocationSchema.columns(connection, statements);
            OptionalInt version = LocationSchema.version(connection, statements);
            if (!columns.containsKey("ruid")) {
                throw LocationSchema.refused("the table %s has no column ruid, so it is none of Kamailio's", table);
            }
            for (String column : COLUMNS) {
                if (!columns.containsKey(column)) {
                    throw LocationSchema.refused("the table %s has no column %s, which Kamailio's has from version %d "
                            + "on: it is of Kamailio 4.2 or older; let that server's own successor upgrade it first",
                            table, column, OLDEST);
                }
            }
            if (version.isPresent() && (version.getAsInt() < OLDEST || version.getAsInt() > NEWEST)) {
                throw LocationSchema.refused("the version table says %d for the table %s; Kamailio's versions %d and "
                        + "%d are read", version.getAsInt(), table, OLDEST, NEWEST);
            }
            return new KamailioTable(database, statements, zone, version, columns.get("expires").contains("INT"));
        } catch (SQLException e) {
            throw database.failure("cannot look at table " + table + " of", e);
        }
    }

    /** What the version table says, if anything. */
    public OptionalInt version() {
        return version;
    }

    /** Whether times are read in the zone: they are local time, and no numbers. */
    public boolean hasLocalTime() {
        return !unixTime && database.kind() != DatabaseKind.SQLITE;
    }

    /**
     * Some rows in the order of their id.
     *
     * @param after the id behind which they begin
     * @throws DatabaseException when the database fails
     */
    public List<KamailioRow> page(long after, int rows) {
        String select = "SELECT " + String.join(", ", COLUMNS) + " FROM " + statements.table()
                + " WHERE id > ? ORDER BY id LIMIT " + rows;
        List<KamailioRow> page = new ArrayList<>(rows);
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setLong(1, after);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    page.add(read(result));
                }
            }
        } catch (SQLException e) {
            throw database.failure("cannot read table " + statements.table() + " of", e);
        }
        return page;
    }

    /** How many attributes the table {@code location_attrs} beside it has; 0 without one. */
    public long attributes() {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM " + statements.table() + "_attrs");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            if (SqlFailures.isMissingTable(e)) {
                return 0;
            }
            throw database.failure("cannot read table " + statements.table() + "_attrs of", e);
        }
    }

    private KamailioRow read(ResultSet row) throws SQLException {
        Long expires = unixSeconds(row, 7);
        Long modified = unixSeconds(row, 11);
        Double q = q(row);
        return new KamailioRow(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), expires, q, row.getString(9), integer(row, 10),
                modified == null ? null : LocalDateTime.ofInstant(Instant.ofEpochSecond(modified), zone),
                row.getInt(12), row.getInt(13), row.getString(14), row.getString(15), integer(row, 16),
                row.getString(17), row.getInt(18));
    }

    private static Double q(ResultSet row) throws SQLException {
        float q = row.getFloat(8);
        // by its shortest decimals: 0.3 is 0.3 in a double, too
        return row.wasNull() ? null : Double.valueOf(Float.toString(q));
    }

    private static Integer integer(ResultSet row, int column) throws SQLException {
        int value = (int) row.getLong(column);
        return row.wasNull() ? null : (Integer) value;
    }

    private Long unixSeconds(ResultSet row, int column) throws SQLException {
        if (unixTime) {
            return LocationColumns.readLong(row, column);
        }
        if (database.kind() == DatabaseKind.SQLITE && row.getObject(column) instanceof Number day) {
            return Math.round((day.doubleValue() - JULIAN_EPOCH) * DAY_SECONDS);
        }
        LocalDateTime local = DateTimeText.parse(row.getString(column));
        return local == null ? null : (Long) ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toEpochSecond();
    }
}
