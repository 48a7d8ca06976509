package dev.rollcall.registrar.auth;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The SQL text for one subscriber table, its names quoted as the database wants it.
 *
 * @param columns user name, password or MD5 hash, and SHA-256 hash (or an empty text), FROM the table
 * @param user the column of user names
 * @param byDomain what is added with use_domain; else empty
 * @param withoutSha256 one row for each subscriber with an MD5 hash but no SHA-256 hash; nothing if that is not asked
 *     of this table
 */
record SubscriberStatements(
        String columns, String user, String byDomain, Optional<String> withoutSha256) {

    /**
     * Reads which columns there are.
     *
     * @throws DatabaseException if the table cannot be read or lacks a column
     */
    static SubscriberStatements of(Database database, AuthSettings settings) {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            String table = quoted(settings.table(), quote);
            try (ResultSet nothing = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
                return of(settings, table, columns(nothing.getMetaData(), quote));
            }
        } catch (SQLException e) {
            throw database.failure("cannot use the table " + settings.table() + " for authentication in", e);
        }
    }

    /** The rows of so many user names and, with use_domain, one domain. */
    String select(int users) {
        return columns + user + " IN (?" + ", ?".repeat(users - 1) + ")" + byDomain;
    }

    private static SubscriberStatements of(AuthSettings settings, String table, Map<String, String> columns)
            throws SQLException {
        String user = required(columns, settings.userColumn(), "auth_db.user_column");
        String password = required(columns, settings.passwordColumn(), "auth_db.password_column");
        String byDomain = settings.useDomain()
                ? " AND " + required(columns, settings.domainColumn(), "auth_db.domain_column") + " = ?"
                : "";
        Optional<String> sha256 = settings.calculateHa1()
                ? Optional.empty()
                : Optional.ofNullable(columns.get(settings.sha256Column()));
        String from = " FROM " + table + " s WHERE ";
        return new SubscriberStatements(
                "SELECT " + user + ", " + password + ", " + sha256.orElse("''") + from,
                user,
                byDomain,
                sha256.map(column -> "SELECT 1" + from + password + " <> '' AND (" + column + " IS NULL OR "
                        + column + " = '')"));
    }

    /**
     * The columns by name in any case. Qualified: SQLite takes a quoted name that no column has for a text, but never a
     * qualified one.
     */
    private static Map<String, String> columns(ResultSetMetaData table, String quote) throws SQLException {
        Map<String, String> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i <= table.getColumnCount(); i++) {
            String name = table.getColumnName(i);
            columns.put(name, "s." + quoted(name, quote));
        }
        return columns;
    }

    private static String required(Map<String, String> columns, String name, String parameter) throws SQLException {
        String column = columns.get(name);
        if (column == null) {
            throw new SQLException("it has no column " + name + "; set " + parameter);
        }
        return column;
    }

    private static String quoted(String name, String quote) {
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
