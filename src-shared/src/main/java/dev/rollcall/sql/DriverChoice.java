package dev.rollcall.sql;

import com.zaxxer.hikari.util.DriverDataSource;
import dev.rollcall.sql.Database.Access;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Finds out by which driver a database is reached, and whether encrypted, by connecting once.
 *
 * <p>OpenSIPS' {@code mysql://} stands for two kinds of server. It is tried with MySQL's driver, which encrypts where
 * the server can; where a MariaDB answers, its own driver takes over, encrypted if the first connection was. To this
 * machine itself it does not encrypt unless the server insists: nobody listens there, and it costs a third of the
 * throughput. A JDBC URL names its driver, and its {@code sslMode} is that driver's.
 */
final class DriverChoice {
    private static final String UNENCRYPTED = "disable";
    /** Encrypted, whatever the server's certificate says: as MySQL's driver does it unless told otherwise. */
    private static final String ENCRYPTED = "trust";

    /** A driver, and where its connections come from. */
    record Chosen(JdbcDriver driver, DataSource source) {}

    private final DatabaseUrl url;
    private final Access access;

    DriverChoice(DatabaseUrl url, Access access) {
        this.url = url;
        this.access = access;
    }

    /**
     * Connects, and chooses.
     *
     * @throws SQLException when the database cannot be opened
     */
    Chosen connect() throws SQLException {
        DataSource source = source(url.driver(), null);
        try (Connection connection = source.getConnection()) {
            if (!url.leavesDriverOpen() || !isMariaDb(connection)) {
                // SQLite opens any file; only the first look into it tells whether it is a database
                connection.getMetaData().getTables(
                        connection.getCatalog(), connection.getSchema(), "version", null).close();
                return new Chosen(url.driver(), source);
            }
            return new Chosen(JdbcDriver.MARIADB, mariaDb(isEncrypted(connection)));
        }
    }

    private DataSource mariaDb(boolean encrypts) throws SQLException {
        DataSource unencrypted = source(JdbcDriver.MARIADB, UNENCRYPTED);
        if (!encrypts) {
            return unencrypted;
        }
        if (url.isLoopback() && connects(unencrypted)) {
            return unencrypted;
        }
        return source(JdbcDriver.MARIADB, ENCRYPTED);
    }

    private DataSource source(JdbcDriver driver, String sslMode) {
        return new DriverDataSource(url.jdbcUrl(driver), driver.className(),
                DriverProperties.of(url, driver, access, sslMode), null, null);
    }

    /** The server may insist on encryption, for all or for this user. */
    private static boolean connects(DataSource source) {
        try {
            source.getConnection().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    }

    private static boolean isEncrypted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_version'")) {
            return rows.next() && !rows.getString(2).isEmpty();
        }
    }
}
