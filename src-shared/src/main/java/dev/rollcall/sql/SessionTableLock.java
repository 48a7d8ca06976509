package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A lock that the server keeps for as long as a connection lasts. */
final class SessionTableLock implements TableLock {
    /** Tells our locks of a PostgreSQL database from those of others. */
    private static final int POSTGRESQL_CLASS = 0x526f_6c6c;

    private final Connection connection;
    private final DatabaseKind kind;
    private final String table;

    private SessionTableLock(Connection connection, DatabaseKind kind, String table) {
        this.connection = connection;
        this.kind = kind;
        this.table = table;
    }

    static Optional<TableLock> attempt(Database database, String table) throws SQLException {
        SessionTableLock lock = new SessionTableLock(database.connection(), database.kind(), table);
        boolean locked = false;
        try {
            locked = lock.ask(lock.isMySql()
                    ? "SELECT GET_LOCK(" + mysqlName() + ", 0)"
                    : "SELECT pg_try_advisory_lock(" + POSTGRESQL_CLASS + ", hashtext(?))");
        } finally {
            if (!locked) {
                lock.connection.close();
            }
        }
        return locked ? Optional.of(lock) : Optional.empty();
    }

    /** MySQL: such names are the whole server's, and of 64 characters at most. */
    private static String mysqlName() {
        return "CONCAT('rollcall.', SHA1(CONCAT(DATABASE(), '.', ?)))";
    }

    private boolean isMySql() {
        return kind == DatabaseKind.MYSQL;
    }

    private boolean ask(String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, table);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            ask(isMySql()
                    ? "SELECT RELEASE_LOCK(" + mysqlName() + ")"
                    : "SELECT pg_advisory_unlock(" + POSTGRESQL_CLASS + ", hashtext(?))");
        } catch (SQLException e) {
            // the connection is broken, and the server has dropped the lock with it
        }
    }
}
