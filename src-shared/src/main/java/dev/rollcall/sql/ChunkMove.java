package dev.rollcall.sql;

import dev.rollcall.sql.JournalStatements.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the rows of a chunk to their other IDs by one joined statement, and finds out which ones it left.
 *
 * <p>No ID of a run is both one that a row leaves and one that a row gets, so that the order within a chunk does not
 * matter, and only a row that somebody else wrote can be in the way.
 */
final class ChunkMove {
    private static final String GONE = "the row is gone or has changed since it was read";
    private static final String CLASH = "another row took the new id since the table was read";
    private static final String REFUSED = "the database refused the new id: ";

    private final Connection connection;
    private final JournalStatements statements;
    private final SqlFailures failures;
    private final Direction direction;
    private final JournalRun run;
    private final List<LeftRow> left = new ArrayList<>();

    ChunkMove(
            Connection connection, JournalStatements statements, SqlFailures failures, Direction direction,
            JournalRun run) {
        this.connection = connection;
        this.statements = statements;
        this.failures = failures;
        this.direction = direction;
        this.run = run;
    }

    /** The rows that stay as they are, so far. */
    List<LeftRow> left() {
        return left;
    }

    /**
     * Moves the rows from one position to another, both included, inside the transaction that is under way. What the
     * database refuses is undone, and tried again without the rows that are in the way, else in halves.
     */
    void move(long first, long last) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            update(first, last);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!SqlFailures.isData(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            if (leaveClashes(first, last)) {
                move(first, last);
            } else if (first == last) {
                leave(notMoved(first, last), "refused", REFUSED + failures.reason(e));
            } else {
                long middle = (first + last) >>> 1;
                move(first, middle);
                move(middle + 1, last);
            }
        }
    }

    /**
     * As {@link #move} for several ranges, in one batch. Of a range whose rows are elsewhere meanwhile nothing is said.
     */
    void moveAll(List<JournalChunk> ranges) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement update = connection.prepareStatement(statements.move(direction, run.work()))) {
            for (JournalChunk range : ranges) {
                bindRange(update, range.first(), range.last());
                update.addBatch();
            }
            update.executeBatch();
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!SqlFailures.isData(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            for (JournalChunk range : ranges) {
                move(range.first(), range.last());
            }
        }
    }

    /** Notes of several ranges that their rows are deleted, so that nobody looks for them. */
    void noteDeleted(List<JournalChunk> ranges) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(statements.markRange())) {
            for (JournalChunk range : ranges) {
                mark.setString(1, JournalStatements.DELETED);
                mark.setInt(2, run.number());
                mark.setLong(3, range.first());
                mark.setLong(4, range.last());
                mark.addBatch();
            }
            mark.executeBatch();
        }
    }

    private void update(long first, long last) throws SQLException {
        long moved;
        try (PreparedStatement update = connection.prepareStatement(statements.move(direction, run.work()))) {
            bindRange(update, first, last);
            moved = update.executeUpdate();
        }
        if (moved < last - first + 1) {
            leave(notMoved(first, last), "changed", GONE);
        }
    }

    private boolean leaveClashes(long first, long last) throws SQLException {
        List<IdMapping> clashes = clashes(first, last);
        leave(clashes, "clash", CLASH);
        return !clashes.isEmpty();
    }

    /** The rows of a range that are where they were while another row has the ID that they are to get. */
    List<IdMapping> clashes(long first, long last) throws SQLException {
        return find(statements.clashes(direction, run.work()), first, last);
    }

    private void leave(List<IdMapping> rows, String state, String reason) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(statements.markLeft())) {
            for (IdMapping row : rows) {
                mark.setString(1, state);
                mark.setInt(2, run.number());
                mark.setLong(3, row.position());
                mark.executeUpdate();
                left.add(new LeftRow(row, reason));
            }
        }
    }

    /** The rows of a range that are not under the ID that they were to get. */
    List<IdMapping> notMoved(long first, long last) throws SQLException {
        return find(statements.notMoved(direction, run.work()), first, last);
    }

    private List<IdMapping> find(String select, long first, long last) throws SQLException {
        List<IdMapping> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            bindRange(statement, first, last);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new IdMapping(rows.getLong(1), rows.getLong(2), rows.getLong(3),
                            rows.getString(4), rows.getString(5), rows.getString(6), rows.getString(7)));
                }
            }
        }
        return found;
    }

    private void bindRange(PreparedStatement statement, long first, long last) throws SQLException {
        statement.setInt(1, run.number());
        statement.setLong(2, first);
        statement.setLong(3, last);
    }
}
