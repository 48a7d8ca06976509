package dev.rollcall.sql;

import java.sql.SQLException;
import java.util.function.BiConsumer;

/** The users and their domains in a table such as OpenSIPS' {@code subscriber}. */
public final class UserDomains {
    private UserDomains() {}

    /**
     * Hands over the columns {@code username} and {@code domain} of every row, in no order.
     *
     * @throws IllegalArgumentException when the table's name is not made of letters, digits and underscores
     * @throws DatabaseException when there is no such table or the database fails
     */
    public static void scan(Database database, String table, BiConsumer<String, String> users) {
        LocationStatements.requireName(table);
        try {
            RowStream.read(database, "SELECT username, domain FROM " + table,
                    row -> users.accept(row.getString(1), row.getString(2)));
        } catch (SQLException e) {
            throw database.failure("cannot read table " + table + " of", e);
        }
    }
}
