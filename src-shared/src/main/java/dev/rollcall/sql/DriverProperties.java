package dev.rollcall.sql;

import java.time.Duration;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** What each driver is told; what the operator put into a JDBC URL comes first, what we rely on after it. */
final class DriverProperties {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** How long a server may be silent in the middle of a statement. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(120);
    /** How long a SQLite statement waits for another process' lock. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);
    /** How much of a SQLite file a connection keeps in memory. */
    static final int SQLITE_CACHE_KIB = 32 * 1024;

    private DriverProperties() {}

    /** @param sslMode whether MariaDB's driver encrypts; null for what the URL says */
    static Properties of(DatabaseUrl url, JdbcDriver driver, Database.Access access, String sslMode) {
        Properties properties = switch (driver) {
            case MYSQL -> mysql(url);
            case MARIADB -> mariaDb(url, sslMode);
            case POSTGRESQL -> postgresql(url);
            case SQLITE -> sqlite(url, access);
        };
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        return properties;
    }

    private static Properties mysql(DatabaseUrl url) {
        Properties properties = mysqlServer(url);
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        return properties;
    }

    private static Properties mariaDb(DatabaseUrl url, String sslMode) {
        Properties properties = mysqlServer(url);
        // a batch is one packet, whatever its statement
        properties.setProperty("useBulkStmts", "true");
        if (sslMode != null) {
            properties.setProperty("sslMode", sslMode);
        }
        return properties;
    }

    /** What both drivers of such a server call alike. */
    private static Properties mysqlServer(DatabaseUrl url) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(READ_TIMEOUT.toMillis()));
        properties.putAll(url.parameters());
        properties.setProperty("useAffectedRows", "false");
        // strict: a value that does not fit is refused, not cut; an ID of 0 stays 0 and is no request for a number
        properties.setProperty("sessionVariables",
                "sql_mode='STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'");
        return properties;
    }

    private static Properties postgresql(DatabaseUrl url) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(READ_TIMEOUT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "rollcall");
        properties.putAll(url.parameters());
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    private static Properties sqlite(DatabaseUrl url, Database.Access access) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setCacheSize(-SQLITE_CACHE_KIB);
        // a write transaction takes its lock at its start, where the busy timeout can wait for it
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        // what was committed survives a power failure too, as with the servers
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        switch (access) {
            // a connection that could not write would leave the files behind that it needs beside one in WAL mode
            case READ_ONLY -> {
                if (SqliteFile.isWalAtRest(url.file())) {
                    config.setExplicitReadOnly(true);
                    config.resetOpenMode(SQLiteOpenMode.CREATE);
                } else {
                    config.setReadOnly(true);
                }
            }
            case READ_WRITE -> config.resetOpenMode(SQLiteOpenMode.CREATE);
            case CREATE -> config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        }
        return config.toProperties();
    }
}
