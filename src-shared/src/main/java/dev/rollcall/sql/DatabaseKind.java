package dev.rollcall.sql;

/** The kinds of database that hold a {@code location} table. */
public enum DatabaseKind {
    /** MySQL and MariaDB. */
    MYSQL("mysql", 3306, "com.mysql.cj.jdbc.Driver"),
    /** PostgreSQL. */
    POSTGRESQL("postgres", 5432, "org.postgresql.Driver"),
    /** SQLite, a file of this machine. */
    SQLITE("sqlite", 0, "org.sqlite.JDBC");

    private final String scheme;
    private final int defaultPort;
    private final String driver;

    DatabaseKind(String scheme, int defaultPort, String driver) {
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

    /** The class name of the JDBC driver. */
    String driver() {
        return driver;
    }
}
