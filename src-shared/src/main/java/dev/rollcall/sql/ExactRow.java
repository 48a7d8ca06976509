package dev.rollcall.sql;

import java.util.List;
import java.util.Optional;

/**
 * A row of schema 1013 as a copy needs it: nothing read leniently, nothing rounded. Values are a String, a Long, a Double
 * (q), a LocalDateTime (last_modified) or null.
 *
 * @param contactId the key, an unsigned 64-bit number
 * @param values all other columns, in the order of the statements
 * @param fault which column holds what its type does not, as text in a number; empty where none does
 */
public record ExactRow(long contactId, List<Object> values, Optional<String> fault) {
    private static final int USERNAME = 0;

    /** The row's user. */
    public String username() {
        return String.valueOf(values.get(USERNAME));
    }

    /** The first column in which another row differs and how, empty where it is the same in all. */
    public Optional<String> difference(ExactRow other) {
        List<String> columns = LocationStatements.columns(LocationSchema.V1013);
        for (int i = 0; i < values.size(); i++) {
            Object one = single(values.get(i));
            Object two = single(other.values.get(i));
            if (one == null ? two != null : !one.equals(two)) {
                return Optional.of(columns.get(i + 1) + " is " + shown(one) + " and became " + shown(two));
            }
        }
        return Optional.empty();
    }

    /** OpenSIPS: q is a number of single precision wherever it is stored. */
    private static Object single(Object value) {
        return value instanceof Double number ? (Object) number.floatValue() : value;
    }

    private static String shown(Object value) {
        return value instanceof String text ? '\'' + text + '\'' : value == null ? "NULL" : value.toString();
    }
}
