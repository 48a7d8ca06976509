package dev.rollcall.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database and a bounded pool of connections to it. Safe for any thread.
 *
 * <p>Every connection refuses what does not fit a column (MySQL: a strict sql_mode) and gives up after bounded time. A
 * SQLite file that is served is put into WAL mode, so that other processes read while one writes.
 */
public final class Database implements AutoCloseable {
    /** What a database is opened for. */
    public enum Access {
        /** Nothing is written; MySQL and PostgreSQL refuse a write, a SQLite file is opened read-only. */
        READ_ONLY,
        /** An existing database is read and written; a SQLite file keeps its journal mode. */
        READ_WRITE,
        /** As {@link #READ_WRITE}, and a missing SQLite file is created; it is in WAL mode from then on. */
        CREATE
    }

    /** How long a caller waits for a connection of the pool: not as long as a phone for its answer. */
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);

    private final DatabaseUrl url;
    private final JdbcDriver driver;
    private final SqlFailures failures;
    private final HikariDataSource pool;

    private Database(DatabaseUrl url, JdbcDriver driver, SqlFailures failures, HikariDataSource pool) {
        this.url = url;
        this.driver = driver;
        this.failures = failures;
        this.pool = pool;
    }

    /**
     * Opens a database: connects once, so that what is wrong is known now.
     *
     * @param connections the most connections at one time, 1 or more
     * @throws DatabaseUnavailableException when it cannot be reached; worth a retry
     * @throws DatabaseRefusedException when the file is missing or is no database, or the server refuses user,
     *     password or database
     */
    public static Database open(DatabaseUrl url, Access access, int connections) {
        requireFile(url, access);
        SqlFailures failures = new SqlFailures(url);
        DriverChoice.Chosen chosen;
        try {
            chosen = new DriverChoice(url, access).connect();
        } catch (SQLException e) {
            throw failures.of("cannot open", e);
        }
        HikariConfig config = poolConfig(chosen.source(), access, connections);
        if (url.kind() == DatabaseKind.SQLITE && access == Access.READ_ONLY) {
            // its driver refuses writes of transactions only
            config.setConnectionInitSql("PRAGMA query_only = ON");
        }
        return new Database(url, chosen.driver(), failures, new HikariDataSource(config));
    }

    private static HikariConfig poolConfig(DataSource source, Access access, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sql");
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setReadOnly(access == Access.READ_ONLY);
        // the pool starts without a connection where the database has gone since the first look
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /**
     * Looks at where a SQLite file is or would be, and creates nothing; a server is not asked.
     *
     * @throws DatabaseRefusedException when the file cannot be opened for this access
     */
    public static void requireFile(DatabaseUrl url, Access access) {
        if (url.kind() == DatabaseKind.SQLITE) {
            requireFile(url.file(), access);
        }
    }

    private static void requireFile(Path file, Access access) {
        if (Files.isDirectory(file)) {
            throw new DatabaseRefusedException("the SQLite database " + file + " is a directory; name a file");
        }
        if (Files.exists(file)) {
            requirePermission(file, access);
            return;
        }
        if (access != Access.CREATE) {
            throw new DatabaseRefusedException(
                    "the SQLite file " + file + " does not exist, and nothing was created; check the path");
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new DatabaseRefusedException("the SQLite file " + file + " cannot be created: the directory "
                    + file.getParent() + " does not exist");
        }
        if (!Files.isWritable(file.getParent())) {
            throw new DatabaseRefusedException("the SQLite file " + file + " cannot be created: this user may not write"
                    + " in the directory " + file.getParent());
        }
    }

    /** SQLite opens a file that it cannot write, and fails at the first row. */
    private static void requirePermission(Path file, Access access) {
        if (access == Access.READ_ONLY) {
            return;
        }
        for (Path needed : List.of(file, file.getParent())) {
            if (!Files.isWritable(needed)) {
                throw new DatabaseRefusedException("the SQLite file " + file + " cannot be written: this user may not"
                        + " write " + needed + ", and SQLite keeps a journal beside its file");
            }
        }
    }

    /** Where the database is; its text holds no password. */
    public DatabaseUrl url() {
        return url;
    }

    /** The kind of database. */
    public DatabaseKind kind() {
        return url.kind();
    }

    /** What reaches it. */
    JdbcDriver driver() {
        return driver;
    }

    /**
     * A connection of the pool in auto-commit mode, given back by closing it.
     *
     * @throws DatabaseException when there is none
     */
    public Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw failures.of("cannot connect to", e);
        }
    }

    /**
     * Takes a connection out of the pool whose state is no longer known; it is still to be closed. SQLite's driver
     * takes a transaction that could not begin for one that has, and what is written then is committed row by row.
     */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    /**
     * What a driver's exception means.
     *
     * @param failed what failed as the start of a sentence that the database's name ends, such as {@code cannot read}
     */
    public DatabaseException failure(String failed, SQLException e) {
        return failures.of(failed, e);
    }

    SqlFailures failures() {
        return failures;
    }

    /** Closes the pool and its connections. */
    @Override
    public void close() {
        pool.close();
    }
}
