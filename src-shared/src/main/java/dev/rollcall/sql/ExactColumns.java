package dev.rollcall.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of schema 1013 to and from a driver without any leniency: see {@link ExactRow}. */
final class ExactColumns {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private final DatabaseKind kind;
    private final LocationColumns columns;
    private final List<String> names = LocationStatements.columns(LocationSchema.V1013);

    ExactColumns(DatabaseKind kind, LocationColumns columns) {
        this.kind = kind;
        this.columns = columns;
    }

    /** The row that a cursor over {@link LocationStatements#selectPlainPage} stands on. */
    ExactRow read(ResultSet row) throws SQLException {
        List<Object> values = new ArrayList<>(names.size() - 1);
        String fault = null;
        for (int i = 2; i <= names.size(); i++) {
            String name = names.get(i - 1);
            Object value = value(row, i, name);
            boolean fits = value == null || isOf(name, value);
            if (!fits && fault == null) {
                fault = name + " holds what is no " + type(name) + ": " + value;
            }
            values.add(fits ? value : null);
        }
        return new ExactRow(row.getLong(1), values, Optional.ofNullable(fault));
    }

    private static boolean isOf(String name, Object value) {
        return switch (name) {
            case "expires", "cseq", "flags", "methods" -> value instanceof Long;
            case "q" -> value instanceof Double;
            case "last_modified" -> value instanceof LocalDateTime;
            default -> value instanceof String;
        };
    }

    private static String type(String name) {
        return switch (name) {
            case "expires", "cseq", "flags", "methods" -> "whole number";
            case "q" -> "number";
            case "last_modified" -> "time";
            default -> "text";
        };
    }

    private Object value(ResultSet row, int index, String name) throws SQLException {
        return switch (name) {
            case "expires", "cseq", "flags", "methods" -> whole(row, index);
            case "q" -> q(row, index);
            case "last_modified" -> time(row.getString(index));
            default -> kind == DatabaseKind.SQLITE ? row.getObject(index) : row.getString(index);
        };
    }

    /** SQLite keeps any type in any column. */
    private Object whole(ResultSet row, int index) throws SQLException {
        if (kind != DatabaseKind.SQLITE) {
            return LocationColumns.readLong(row, index);
        }
        Object value = row.getObject(index);
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private Object q(ResultSet row, int index) throws SQLException {
        if (kind != DatabaseKind.SQLITE) {
            float value = row.getFloat(index);
            // by its shortest decimals: 0.3 is 0.3 in a double, too
            return row.wasNull() ? null : (Object) Double.valueOf(Float.toString(value));
        }
        Object value = row.getObject(index);
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }

    private static Object time(String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text, TIME);
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /** Binds a row to {@link LocationStatements#insert}. */
    void bindInsert(PreparedStatement insert, ExactRow row) throws SQLException {
        columns.bindId(insert, 1, row.contactId());
        for (int i = 2; i <= names.size(); i++) {
            bind(insert, i, names.get(i - 1), row.values().get(i - 2));
        }
    }

    private void bind(PreparedStatement insert, int index, String name, Object value) throws SQLException {
        switch (name) {
            case "expires", "cseq", "flags", "methods" -> insert.setObject(index, value, Types.BIGINT);
            case "q" -> insert.setObject(index, value, Types.DOUBLE);
            case "last_modified" -> bindTime(insert, index, (LocalDateTime) value);
            default -> insert.setString(index, (String) value);
        }
    }

    private void bindTime(PreparedStatement insert, int index, LocalDateTime value) throws SQLException {
        if (value == null) {
            insert.setNull(index, Types.TIMESTAMP);
        } else if (kind == DatabaseKind.POSTGRESQL) {
            insert.setObject(index, value);
        } else {
            insert.setString(index, TIME.format(value));
        }
    }
}
