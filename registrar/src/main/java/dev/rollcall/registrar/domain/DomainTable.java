package dev.rollcall.registrar.domain;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSIPS' table {@code domain}, of the versions with and without the column for subdomains. Safe for any thread.
 *
 * @param database stays the caller's
 * @param table its name
 * @param nameColumn the column of the domains
 * @param subdomainColumn the column that says whether what is below a domain is served too; the table may lack it
 */
public record DomainTable(Database database, String table, String nameColumn, String subdomainColumn) {
    private static final int QUERY_TIMEOUT_SECONDS = 5;
    private static final int MAX_DOMAINS = 1_000_000;

    /** Reads all domains. @throws DatabaseException if the table cannot be read or lacks the column of domains */
    List<Domain> read() {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.setMaxRows(MAX_DOMAINS);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                return read(rows);
            }
        } catch (SQLException e) {
            throw database.failure("cannot read the table " + table + " of domains in", e);
        }
    }

    private List<Domain> read(ResultSet rows) throws SQLException {
        int name = column(rows.getMetaData(), nameColumn);
        int subdomains = column(rows.getMetaData(), subdomainColumn);
        if (name == 0) {
            throw new SQLException("it has no column " + nameColumn + "; set domain.domain_col");
        }
        List<Domain> domains = new ArrayList<>();
        while (rows.next()) {
            String domain = rows.getString(name);
            if (domain != null && !domain.isBlank()) {
                domains.add(new Domain(domain.strip(), subdomains > 0 && rows.getInt(subdomains) != 0));
            }
        }
        return domains;
    }

    /** The number of a column, or 0 where there is none. */
    private static int column(ResultSetMetaData columns, String name) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnName(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return 0;
    }
}
