package dev.rollcall.sql;

import dev.rollcall.location.LocationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One write transaction on the {@code location} table, for one thread; closed without {@link #commit} it leaves
 * nothing.
 *
 * <p>Rows go in batches. A batch that the database refuses for one row's sake is undone to its start and tried again in
 * halves, so that only that row is left out and is reported. No statement overwrites a row of another key.
 *
 * <p>Every method throws {@link DatabaseException} when the database fails; the transaction is lost then.
 */
public final class LocationTransaction implements AutoCloseable {
    private final Database database;
    private final LocationStatements statements;
    private final LocationSchema schema;
    private final LocationColumns columns;
    private final boolean useDomain;
    /** What a repair is moving meanwhile; null where none does. */
    private final MovingRows moving;
    private final List<JournalChunk> moved = new ArrayList<>();
    private final Connection connection;
    private int left;

    LocationTransaction(
            Database database, LocationStatements statements, LocationSchema schema, LocationColumns columns,
            boolean useDomain, MovingRows moving) {
        this.database = database;
        this.statements = statements;
        this.schema = schema;
        this.columns = columns;
        this.useDomain = useDomain;
        this.moving = moving;
        if (moving != null) {
            moving.lock();
        }
        try {
            this.connection = database.connection();
        } catch (RuntimeException e) {
            unlock();
            throw e;
        }
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            database.discard(connection);
            close();
            throw failure(e);
        }
    }

    private void unlock() {
        if (moving != null) {
            moving.unlock();
        }
    }

    /**
     * Stores new rows, each of which has a contact_id.
     *
     * @return the rows that clash with a row's contact_id or were refused
     */
    public List<RowFault> insert(List<LocationRow> rows) {
        return run(statements.insert(schema, useDomain), rows,
                (statement, row) -> columns.bindInsert(statement, row, useDomain), LocationRow::contactId, false);
    }

    /**
     * Writes refreshed rows. OpenSIPS: contact and sip_instance stay as inserted.
     *
     * @return the rows that are gone or were refused
     */
    public List<RowFault> update(List<LocationRow> rows) {
        moveFirst(rows, LocationRow::contactId);
        return run(statements.update(schema, useDomain), rows,
                (statement, row) -> columns.bindUpdate(statement, row, useDomain), LocationRow::contactId, true);
    }

    /**
     * Deletes rows.
     *
     * @return the rows that were gone already
     */
    public List<RowFault> delete(List<RowKey> keys) {
        moveToDelete(keys);
        return run(statements.delete(useDomain), keys,
                (statement, key) -> columns.bindKey(statement, 1, key, useDomain), RowKey::contactId, true);
    }

    /**
     * Deletes rows that have expired by their own column too; a permanent one never has.
     *
     * @param now unix seconds; a row is valid while its {@code expires} is above
     * @return the rows that were gone already or are still valid
     */
    public List<RowFault> deleteExpired(List<RowKey> keys, long now) {
        moveToDelete(keys);
        return run(statements.deleteExpired(useDomain), keys, (statement, key) -> {
            int next = columns.bindKey(statement, 1, key, useDomain);
            columns.bindExpiryLimit(statement, next, now);
            columns.bindExpires(statement, next + 1, 0L);
        }, RowKey::contactId, true);
    }

    /** Gives rows that wait for their new ID that one. A row that is not to be found then is so for what follows. */
    private <T> void moveFirst(List<T> rows, ToLongFunction<T> id) {
        if (moving == null) {
            return;
        }
        List<JournalChunk> waiting = moving.waiting(rows.stream().mapToLong(id));
        if (!waiting.isEmpty()) {
            ChunkMove move = move();
            try {
                move.moveAll(waiting);
            } catch (SQLException e) {
                throw failure(e);
            }
            moved.addAll(waiting);
            left += move.left().size();
        }
    }

    /** As {@link #moveFirst}, for rows that are deleted next: the repair will not miss them. */
    private void moveToDelete(List<RowKey> keys) {
        moveFirst(keys, RowKey::contactId);
        List<JournalChunk> ahead =
                moving == null ? List.of() : moving.ahead(keys.stream().mapToLong(RowKey::contactId));
        if (!ahead.isEmpty()) {
            try {
                move().noteDeleted(ahead);
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    private ChunkMove move() {
        return new ChunkMove(connection, new JournalStatements(statements), database.failures(),
                JournalStatements.Direction.APPLY, moving.run());
    }

    private <T> List<RowFault> run(
            String sql, List<T> rows, RowBatch.Binder<T> binder, ToLongFunction<T> writtenId, boolean mayMiss) {
        try {
            return new RowBatch<>(connection, database.failures(), rows, binder,
                    row -> isTaken(writtenId.applyAsLong(row)), mayMiss).run(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private boolean isTaken(long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements.selectKey())) {
            columns.bindId(statement, 1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Makes everything of this transaction durable and visible. */
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure(e);
        }
        if (moving != null) {
            moving.moved(moved, left);
        }
    }

    /** Undoes what was not committed and gives the connection back. */
    @Override
    public void close() {
        rollBack();
        try {
            connection.close();
        } catch (SQLException e) {
            // the connection is broken, and the pool drops it
        } finally {
            unlock();
        }
    }

    private void rollBack() {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // the database undoes what a broken connection holds
            database.discard(connection);
        }
    }

    private DatabaseException failure(SQLException e) {
        return database.failure("cannot write table " + statements.table() + " of", e);
    }
}
