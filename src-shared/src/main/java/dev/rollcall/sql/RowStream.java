package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the rows of a query one at a time as the database sends them, however many there are. */
final class RowStream {
    /** Rows that PostgreSQL and MariaDB's driver send at a time; SQLite and MySQL's driver send one by one. */
    private static final int FETCH_ROWS = 2048;

    /** Takes the row that a cursor stands on. */
    @FunctionalInterface
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** Binds the values of a query. */
    @FunctionalInterface
    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private RowStream() {}

    /** Hands every row over; returns how many there were. */
    static long read(Database database, String select, Reader reader) throws SQLException {
        return read(database, select, statement -> {}, reader);
    }

    /** As {@link #read(Database, String, Reader)}, for a query with values. */
    static long read(Database database, String select, Binder binder, Reader reader) throws SQLException {
        long count = 0;
        try (Connection connection = database.connection()) {
            // PostgreSQL: only a cursor inside a transaction streams
            connection.setAutoCommit(database.kind() != DatabaseKind.POSTGRESQL);
            try (PreparedStatement statement = connection.prepareStatement(
                    select, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                // MySQL's driver: this number alone makes it stream instead of holding the whole table
                statement.setFetchSize(database.driver() == JdbcDriver.MYSQL ? Integer.MIN_VALUE : FETCH_ROWS);
                binder.bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    for (; rows.next(); count++) {
                        reader.read(rows);
                    }
                }
            }
        }
        return count;
    }
}
