package dev.rollcall.sql;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the three drivers' exceptions mean: for the whole database, or for one row. */
final class SqlFailures {
    private static final int MYSQL_DUPLICATE_KEY = 1062;
    private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;
    /** MySQL's refusals of a value whose SQLSTATE does not say so: wrong character, no default, a CHECK, too big. */
    private static final Set<Integer> MYSQL_DATA_ERRORS = Set.of(1366, 1364, 3819, 4025, 1118);
    /** SQLSTATE classes of failures that pass: connection, rollback by the server, resources, shutdown, I/O. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");
    private static final Set<SQLiteErrorCode> SQLITE_PASSING = Set.of(
            SQLiteErrorCode.SQLITE_BUSY, SQLiteErrorCode.SQLITE_LOCKED, SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR, SQLiteErrorCode.SQLITE_NOMEM, SQLiteErrorCode.SQLITE_PROTOCOL);
    private static final Set<SQLiteErrorCode> SQLITE_DATA = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT, SQLiteErrorCode.SQLITE_MISMATCH, SQLiteErrorCode.SQLITE_TOOBIG);
    private static final Set<SQLiteErrorCode> SQLITE_DUPLICATE = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY, SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
            SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

    private final DatabaseUrl url;

    SqlFailures(DatabaseUrl url) {
        this.url = url;
    }

    /** The exception for callers, its message {@code FAILED URL: reason}. */
    DatabaseException of(String failed, SQLException e) {
        String message = failed + ' ' + url + ": " + reason(e);
        return isPassing(e)
                ? new DatabaseUnavailableException(message, e)
                : new DatabaseRefusedException(message, e);
    }

    /** The driver's own words on one line, without the password. */
    String reason(SQLException e) {
        String reason = networkReason(e);
        if (reason == null) {
            reason = String.valueOf(deepest(e).getMessage()).strip().lines().findFirst().orElse("no reason given");
        }
        String password = url.password();
        return password == null || password.isEmpty() ? reason : reason.replace(password, "***");
    }

    private String networkReason(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the host name " + url.host() + " is unknown";
            }
            if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return null;
    }

    /** The pool wraps the driver's exception, which says more. */
    private static SQLException deepest(SQLException e) {
        SQLException deepest = e;
        while (deepest.getCause() instanceof SQLException cause) {
            deepest = cause;
        }
        return deepest;
    }

    private static boolean isPassing(SQLException e) {
        SQLException cause = deepest(e);
        if (cause instanceof SQLiteException sqlite) {
            return SQLITE_PASSING.contains(primary(sqlite));
        }
        return cause instanceof SQLTransientException
                || cause.getErrorCode() == MYSQL_LOCK_WAIT_TIMEOUT
                || PASSING_CLASSES.contains(stateClass(cause));
    }

    /** Whether a row was refused because its key, or other columns that must be unique, are in the table already. */
    static boolean isDuplicate(SQLException e) {
        SQLException cause = deepest(e);
        return cause instanceof SQLiteException sqlite
                ? SQLITE_DUPLICATE.contains(sqlite.getResultCode())
                : cause.getErrorCode() == MYSQL_DUPLICATE_KEY || "23505".equals(cause.getSQLState());
    }

    /** Whether a row's values were refused: another row in its place may be accepted. */
    static boolean isData(SQLException e) {
        SQLException cause = deepest(e);
        if (cause instanceof SQLiteException sqlite) {
            return SQLITE_DATA.contains(primary(sqlite));
        }
        String state = stateClass(cause);
        return state.equals("22") || state.equals("23") || state.equals("54")
                || MYSQL_DATA_ERRORS.contains(cause.getErrorCode());
    }

    /** Whether a statement names a table that is not there. */
    static boolean isMissingTable(SQLException e) {
        SQLException cause = deepest(e);
        return cause instanceof SQLiteException
                ? String.valueOf(cause.getMessage()).contains("no such table")
                : "42S02".equals(cause.getSQLState()) || "42P01".equals(cause.getSQLState());
    }

    private static String stateClass(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    /** SQLite's extended codes hold the primary one in their low byte. */
    private static SQLiteErrorCode primary(SQLiteException e) {
        return SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff);
    }
}
