package dev.rollcall.sql;

/** The kinds of database that hold a {@code location} table. */
public enum DatabaseKind {
    /** MySQL and MariaDB. */
    MYSQL("mysql", 3306, JdbcDriver.MYSQL),
    /** PostgreSQL. */
    POSTGRESQL("postgres", 5432, JdbcDriver.POSTGRESQL),
    /** SQLite, a file of this machine. */
    SQLITE("sqlite", 0, JdbcDriver.SQLITE);

    private final String scheme;
    private final int defaultPort;
    private final JdbcDriver driver;

    DatabaseKind(String scheme, int defaultPort, JdbcDriver driver) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
        this.driver = driver;
    }

    /** The scheme of OpenSIPS' db_url for this kind. */
    String scheme() {
        return scheme;
    }

    /** The port of a URL that names none. */
    int defaultPort() {
        return defaultPort;
    }

    /** The driver that any server of this kind can be reached by. */
    JdbcDriver driver() {
        return driver;
    }
}
