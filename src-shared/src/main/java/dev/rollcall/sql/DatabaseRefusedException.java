package dev.rollcall.sql;

/** What was asked cannot work before somebody changes something: a wrong password, a missing file, another schema. */
public final class DatabaseRefusedException extends DatabaseException {
    DatabaseRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    DatabaseRefusedException(String message) {
        this(message, null);
    }
}
