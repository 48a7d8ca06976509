package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement for many rows, so that a row the database does not take costs nothing but itself: what was sent with
 * it is undone and tried again in halves.
 */
final class RowBatch<T> {
    /** Rows that go to the database at a time. */
    private static final int CHUNK_ROWS = 1000;

    /** Binds a row to the statement. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    /** Whether the ID that a row is to get is another row's. */
    @FunctionalInterface
    interface KeyCheck<T> {
        boolean isTaken(T row) throws SQLException;
    }

    private final Connection connection;
    private final SqlFailures failures;
    private final List<T> rows;
    private final Binder<T> binder;
    private final KeyCheck<T> keyCheck;
    private final List<RowFault> faults = new ArrayList<>();

    RowBatch(Connection connection, SqlFailures failures, List<T> rows, Binder<T> binder, KeyCheck<T> keyCheck) {
        this.connection = connection;
        this.failures = failures;
        this.rows = rows;
        this.binder = binder;
        this.keyCheck = keyCheck;
    }

    /** Runs the statement for every row; returns the rows that it did not write, in order. */
    List<RowFault> run(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += CHUNK_ROWS) {
                write(statement, from, Math.min(from + CHUNK_ROWS, rows.size()));
            }
        }
        return List.copyOf(faults);
    }

    private void write(PreparedStatement statement, int from, int to) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            int[] counts = execute(statement, from, to);
            connection.releaseSavepoint(before);
            noteMissing(counts, from);
        } catch (SQLException e) {
            statement.clearBatch();
            if (!SqlFailures.isData(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            if (to - from == 1) {
                faults.add(fault(from, e));
            } else {
                int middle = (from + to) >>> 1;
                write(statement, from, middle);
                write(statement, middle, to);
            }
        }
    }

    private int[] execute(PreparedStatement statement, int from, int to) throws SQLException {
        for (int i = from; i < to; i++) {
            binder.bind(statement, rows.get(i));
            statement.addBatch();
        }
        return statement.executeBatch();
    }

    /** A count of 0 is a row that was not there; a rewritten insert counts as "no information", and is never 0. */
    private void noteMissing(int[] counts, int from) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                faults.add(new RowFault(from + i, RowFault.Cause.NOT_FOUND, "no such row"));
            }
        }
    }

    private RowFault fault(int row, SQLException e) throws SQLException {
        // old tables have a UNIQUE index on other columns too, where another ID would not help
        boolean clash = SqlFailures.isDuplicate(e) && keyCheck.isTaken(rows.get(row));
        return new RowFault(row, clash ? RowFault.Cause.KEY_CLASH : RowFault.Cause.REFUSED, failures.reason(e));
    }
}
