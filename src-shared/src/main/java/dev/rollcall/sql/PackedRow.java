package dev.rollcall.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of SQLite as one text: each value behind a mark, a NULL as a mark of its own. Its driver crosses into native
 * code for every value that is read, several times, which takes longer than SQLite itself; so it is asked for one.
 *
 * <p>A row whose own text holds a mark splits into too many values, never into as many as it has, and is read column by
 * column.
 */
final class PackedRow {
    private static final char VALUE = '\u001e';
    private static final char NULL = '\u001f';

    private final String text;
    private final int columns;
    private int at;

    private PackedRow(String text, int columns) {
        this.text = text;
        this.columns = columns;
    }

    /** The expression that packs columns, each given as an expression. */
    static String expression(List<String> columns) {
        List<String> marked = new ArrayList<>();
        for (String column : columns) {
            marked.add("ifnull('" + VALUE + "' || " + column + ", '" + NULL + "')");
        }
        // one function: a chain of || would make a new text for each column, longer every time
        return "concat(" + String.join(", ", marked) + ")";
    }

    /** The values of a packed text, or null where it must not be split. */
    static String[] split(String text, int columns) {
        return new PackedRow(text, columns).values();
    }

    private String[] values() {
        String[] values = new String[columns];
        int count = 0;
        for (; at < text.length(); count++) {
            if (count == columns) {
                return null;
            }
            values[count] = next();
        }
        return count == columns ? values : null;
    }

    private String next() {
        boolean isNull = text.charAt(at++) == NULL;
        int from = at;
        while (at < text.length() && text.charAt(at) != VALUE && text.charAt(at) != NULL) {
            at++;
        }
        return isNull ? null : text.substring(from, at);
    }
}
