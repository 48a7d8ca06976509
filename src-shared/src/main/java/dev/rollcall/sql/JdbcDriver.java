package dev.rollcall.sql;

/** The JDBC drivers that databases are reached by. */
enum JdbcDriver {
    /** MySQL's own. */
    MYSQL("mysql", "com.mysql.cj.jdbc.Driver"),
    /** MariaDB's own: its server takes a batch of rows from it as one packet. */
    MARIADB("mariadb", "org.mariadb.jdbc.Driver"),
    /** PostgreSQL's. */
    POSTGRESQL("postgresql", "org.postgresql.Driver"),
    /** Xerial's, with SQLite inside. */
    SQLITE("sqlite", "org.sqlite.JDBC");

    private final String scheme;
    private final String className;

    JdbcDriver(String scheme, String className) {
        this.scheme = scheme;
        this.className = className;
    }

    /** What follows {@code jdbc:} in its URLs. */
    String scheme() {
        return scheme;
    }

    /** The name of its class. */
    String className() {
        return className;
    }
}
