package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of schema 1013 whose rows are copied or compared as they are. For one thread. */
public final class ExactTable {
    private final Database database;
    private final LocationStatements statements;
    private final LocationColumns keys;
    private final ExactColumns columns;

    /** The table of a name, which is of schema 1013; nothing is looked at yet. */
    public ExactTable(Database database, String table) {
        this.database = database;
        this.statements = new LocationStatements(database.kind(), table);
        this.keys = new LocationColumns(database.kind(), LocationSchema.V1013, ZoneOffset.UTC);
        this.columns = new ExactColumns(database.kind(), keys);
    }

    /**
     * Some rows in the order of their keys.
     *
     * @param after the key behind which they begin; null for the first ones
     * @param rows how many at most
     * @throws DatabaseException when the database fails
     */
    public List<ExactRow> page(Long after, int rows) {
        try (Connection connection = database.connection();
                PreparedStatement statement =
                        connection.prepareStatement(statements.selectPlainPage(after == null, rows))) {
            if (after != null) {
                keys.bindId(statement, 1, after);
            }
            return read(statement);
        } catch (SQLException e) {
            throw database.failure("cannot read table " + statements.table() + " of", e);
        }
    }

    private List<ExactRow> read(PreparedStatement statement) throws SQLException {
        List<ExactRow> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(columns.read(result));
            }
        }
        return rows;
    }

    /**
     * Begins a transaction that fills the table, and in which what was written can be read again before anybody else
     * sees it. Closed without {@link Filling#commit} it leaves nothing.
     *
     * @throws DatabaseException when the database cannot be reached
     */
    public Filling fill() {
        return new Filling();
    }

    /** The transaction; every method throws {@link DatabaseException} when the database fails. */
    public final class Filling implements AutoCloseable {
        private final Connection connection = database.connection();

        private Filling() {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                database.discard(connection);
                close();
                throw failure(e);
            }
        }

        /** Stores rows; the result is those that were refused. */
        public List<RowFault> insert(List<ExactRow> rows) {
            try {
                return new RowBatch<>(connection, database.failures(), rows, columns::bindInsert, row -> false, false)
                        .run(statements.insert(LocationSchema.V1013, true));
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        /** How many rows there are. */
        public long count() {
            try (PreparedStatement statement = connection.prepareStatement(statements.count());
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        /** The rows of these keys that there are, by key. */
        public Map<Long, ExactRow> find(List<Long> contactIds) {
            try (PreparedStatement statement =
                    connection.prepareStatement(statements.selectPlainKeys(contactIds.size()))) {
                for (int i = 0; i < contactIds.size(); i++) {
                    keys.bindId(statement, i + 1, contactIds.get(i));
                }
                Map<Long, ExactRow> found = new HashMap<>();
                read(statement).forEach(row -> found.put(row.contactId(), row));
                return found;
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        /** Makes all of it durable and visible. */
        public void commit() {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private DatabaseException failure(SQLException e) {
            return database.failure("cannot fill table " + statements.table() + " of", e);
        }

        /** Undoes what was not committed. */
        @Override
        public void close() {
            try (connection) {
                if (!connection.isClosed() && !connection.getAutoCommit()) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                // the database undoes what a broken connection holds
                database.discard(connection);
            }
        }
    }
}
