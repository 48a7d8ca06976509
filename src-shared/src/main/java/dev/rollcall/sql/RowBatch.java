package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One statement for many rows, so that a row the database does not take costs nothing but itself: what was sent with
 * it is undone and tried again in halves. So it is where a driver counts the rows of a batch together and some are
 * missing: it tells which only where it is none or all of them.
 */
final class RowBatch<T> {
    /** Rows that go to the database at a time: a whole group of write-through. */
    private static final int CHUNK_ROWS = 1024;

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
    private final boolean mayMiss;
    private final List<RowFault> faults = new ArrayList<>();

    /** @param mayMiss whether a statement that succeeds may have found no row; one that inserts never does */
    RowBatch(
            Connection connection, SqlFailures failures, List<T> rows, Binder<T> binder, KeyCheck<T> keyCheck,
            boolean mayMiss) {
        this.connection = connection;
        this.failures = failures;
        this.rows = rows;
        this.binder = binder;
        this.keyCheck = keyCheck;
        this.mayMiss = mayMiss;
    }

    /** Runs the statement for every row; returns the rows that it did not write, in order. */
    List<RowFault> run(String sql) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
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
            if (tellsWhich(statement, counts)) {
                connection.releaseSavepoint(before);
                noteMissing(counts, from);
                return;
            }
        } catch (SQLException e) {
            statement.clearBatch();
            if (!SqlFailures.isData(e)) {
                throw e;
            }
            if (to - from == 1) {
                undo(before);
                faults.add(fault(from, e));
                return;
            }
        }
        undo(before);
        int middle = (from + to) >>> 1;
        write(statement, from, middle);
        write(statement, middle, to);
    }

    private int[] execute(PreparedStatement statement, int from, int to) throws SQLException {
        for (int i = from; i < to; i++) {
            binder.bind(statement, rows.get(i));
            statement.addBatch();
        }
        return statement.executeBatch();
    }

    private void undo(Savepoint before) throws SQLException {
        connection.rollback(before);
        connection.releaseSavepoint(before);
    }

    /** Whether the counts say of each row if it was there; they are made to where all or none were. */
    private boolean tellsWhich(PreparedStatement statement, int[] counts) throws SQLException {
        if (!mayMiss || Arrays.stream(counts).noneMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
            return true;
        }
        long found = found(statement);
        Arrays.fill(counts, found == 0 ? 0 : 1);
        return found == 0 || found >= counts.length;
    }

    /** The rows that a batch found together. MariaDB: one count for each packet that it was sent in. */
    private static long found(PreparedStatement statement) throws SQLException {
        long found = 0;
        for (long count = statement.getLargeUpdateCount(); count >= 0; count = statement.getLargeUpdateCount()) {
            found += count;
            statement.getMoreResults();
        }
        return found;
    }

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
