package dev.rollcall.sql;

/** The database cannot be reached or is too busy: the same may work later, and nothing of it has been committed. */
public final class DatabaseUnavailableException extends DatabaseException {
    DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
