package dev.rollcall.sql;

import dev.rollcall.location.LocationRow;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Rows to and from a driver, column by column in the order of {@link LocationStatements}.
 *
 * <p>Before schema 1013 {@code expires} is local time. An hour that the end of summer time repeats is read as its
 * second pass, so a contact of that hour may live an hour too long and never too short; a local time that the start of
 * summer time skips is read as an hour later. OpenSIPS: the choice there is the C library's.
 */
final class LocationColumns {
    private static final double Q_UNITS = 1000;

    private final DatabaseKind kind;
    private final LocationSchema schema;
    private final ZoneId zone;
    private final int columnCount;

    LocationColumns(DatabaseKind kind, LocationSchema schema, ZoneId zone) {
        this.kind = kind;
        this.schema = schema;
        this.zone = zone;
        this.columnCount = LocationStatements.columns(schema).size();
    }

    /** The row that a cursor over {@link LocationStatements#select} stands on. */
    LocationRow read(ResultSet row) throws SQLException {
        if (kind != DatabaseKind.SQLITE) {
            return readColumns(row);
        }
        String[] values = PackedRow.split(row.getString(columnCount + 1), columnCount - 1);
        return values == null ? readColumns(row) : unpacked(readLong(row, 1), values);
    }

    private LocationRow unpacked(Long id, String[] values) {
        return new LocationRow(
                id, values[0], values[1], values[2], values[3], values[4], expires(values[5]), thousandths(values[6]),
                values[7], toInt(values[8]), DateTimeText.parse(values[9]), toInt(values[10]), values[11], values[12],
                values[13], toInt(values[14]), values[15], schema.hasKvStore() ? values[17] : null, values[16]);
    }

    private static Double thousandths(String text) {
        return text == null ? null : (Double) (Long.parseLong(text) / Q_UNITS);
    }

    /** NULL also for what is beyond 32 bits in a column that somebody has widened. */
    private static Integer toInt(String text) {
        long value = text == null ? 0 : Long.parseLong(text);
        return text == null || value != (int) value ? null : (Integer) (int) value;
    }

    private Long expires(String text) {
        if (schema.hasDateTimeExpires()) {
            return unixSeconds(DateTimeText.parse(text));
        }
        return text == null ? null : Long.valueOf(text);
    }

    private LocationRow readColumns(ResultSet row) throws SQLException {
        return new LocationRow(
                readLong(row, 1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), readExpires(row, 7), readQ(row, 8), row.getString(9), readInt(row, 10),
                DateTimeText.parse(row.getString(11)), readInt(row, 12), row.getString(13), row.getString(14),
                row.getString(15), readInt(row, 16), row.getString(17),
                schema.hasKvStore() ? row.getString(19) : null, row.getString(18));
    }

    /** A BIGINT or NULL. */
    static Long readLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** NULL also for what is beyond 32 bits in a column that somebody has widened. */
    private static Integer readInt(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() || value != (int) value ? null : (Integer) (int) value;
    }

    private Long readExpires(ResultSet row, int column) throws SQLException {
        if (!schema.hasDateTimeExpires()) {
            return readLong(row, column);
        }
        return unixSeconds(DateTimeText.parse(row.getString(column)));
    }

    private Long unixSeconds(LocalDateTime local) {
        return local == null
                ? null
                : (Long) ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toEpochSecond();
    }

    /** Three decimals, as many as q has: a REAL's 0.3 comes as 0.30000001. */
    private static Double readQ(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() || Double.isNaN(value) ? null : (Double) (Math.round(value * Q_UNITS) / Q_UNITS);
    }

    /** Binds a row to {@link LocationStatements#insert}. */
    void bindInsert(PreparedStatement insert, LocationRow row, boolean useDomain) throws SQLException {
        bindId(insert, 1, row.contactId());
        insert.setString(2, row.username());
        int next = 3;
        if (useDomain) {
            insert.setString(next++, row.domain());
        }
        insert.setString(next++, row.contact());
        next = bindRefreshed(insert, next, row);
        insert.setString(next++, row.sipInstance());
        insert.setString(next++, row.attr());
        bindKvStore(insert, next, row);
    }

    /** Binds a row to {@link LocationStatements#update}. */
    void bindUpdate(PreparedStatement update, LocationRow row, boolean useDomain) throws SQLException {
        int next = bindRefreshed(update, 1, row);
        update.setString(next++, row.attr());
        next = bindKvStore(update, next, row);
        bindKey(update, next, new RowKey(row.contactId(), row.username(), row.domain()), useDomain);
    }

    /** The columns from received to methods; returns the place behind them. */
    private int bindRefreshed(PreparedStatement statement, int first, LocationRow row) throws SQLException {
        int next = first;
        statement.setString(next++, row.received());
        statement.setString(next++, row.path());
        bindExpires(statement, next++, row.expires());
        statement.setObject(next++, row.q(), Types.DOUBLE);
        statement.setString(next++, row.callId());
        statement.setObject(next++, row.cseq(), Types.INTEGER);
        bindDateTime(statement, next++, row.lastModified());
        statement.setObject(next++, row.flags(), Types.INTEGER);
        statement.setString(next++, row.cflags());
        statement.setString(next++, row.userAgent());
        statement.setString(next++, row.socket());
        statement.setObject(next++, row.methods(), Types.INTEGER);
        return next;
    }

    private int bindKvStore(PreparedStatement statement, int index, LocationRow row) throws SQLException {
        if (!schema.hasKvStore()) {
            return index;
        }
        statement.setString(index, row.kvStore());
        return index + 1;
    }

    /** Binds a key to the statements' {@code WHERE}; returns the place behind it. */
    int bindKey(PreparedStatement statement, int first, RowKey key, boolean useDomain) throws SQLException {
        bindId(statement, first, key.contactId());
        statement.setString(first + 1, key.username());
        if (!useDomain) {
            return first + 2;
        }
        statement.setString(first + 2, key.domain());
        return first + 3;
    }

    /** An ID; from 2^63 up, a negative Java long, only MySQL's unsigned column has it. */
    void bindId(PreparedStatement statement, int index, long id) throws SQLException {
        if (id < 0 && kind == DatabaseKind.MYSQL) {
            statement.setBigDecimal(index, new BigDecimal(Long.toUnsignedString(id)));
        } else {
            statement.setLong(index, id);
        }
    }

    /** Unix seconds in the schema's shape. */
    void bindExpires(PreparedStatement statement, int index, Long expires) throws SQLException {
        if (!schema.hasDateTimeExpires()) {
            statement.setObject(index, expires, Types.BIGINT);
        } else if (expires == null) {
            bindDateTime(statement, index, null);
        } else {
            bindDateTime(statement, index, LocalDateTime.ofInstant(Instant.ofEpochSecond(expires), zone));
        }
    }

    /** The last {@code expires} that has passed at a time, by the same reading of a repeated hour. */
    void bindExpiryLimit(PreparedStatement statement, int index, long now) throws SQLException {
        if (!schema.hasDateTimeExpires()) {
            statement.setLong(index, now);
            return;
        }
        ZonedDateTime local = Instant.ofEpochSecond(now).atZone(zone);
        boolean firstPass = !local.withLaterOffsetAtOverlap().equals(local);
        bindDateTime(statement, index, firstPass
                ? zone.getRules().getTransition(local.toLocalDateTime()).getDateTimeAfter().minusSeconds(1)
                : local.toLocalDateTime());
    }

    /** Whole seconds, as OpenSIPS writes them: fractions are cut, not rounded up. */
    private void bindDateTime(PreparedStatement statement, int index, LocalDateTime value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.TIMESTAMP);
        } else if (kind == DatabaseKind.POSTGRESQL) {
            statement.setObject(index, value.withNano(0));
        } else {
            statement.setString(index, DateTimeText.format(value));
        }
    }
}
