package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Who else is connected to a database. */
public final class OtherSessions {
    private OtherSessions() {}

    /**
     * How many sessions of others a server has in this database, as far as it tells this user. SQLite does not tell: a
     * registrar that serves from the file is counted, no other program.
     *
     * @param database opened with one connection, so that none of our own is counted
     * @throws DatabaseException when the database fails
     */
    public static long count(Database database) {
        if (database.kind() == DatabaseKind.SQLITE) {
            return TableLock.isServed(database) ? 1 : 0;
        }
        String select = database.kind() == DatabaseKind.MYSQL
                ? "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"
                : "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <>"
                        + " pg_backend_pid() AND backend_type = 'client backend'";
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw database.failure("cannot ask for the sessions of", e);
        }
    }
}
