package dev.rollcall.sql;

/** A database that did not do what was asked; the message is a sentence for the operator and never holds a password. */
public abstract sealed class DatabaseException extends RuntimeException
        permits DatabaseUnavailableException, DatabaseRefusedException {
    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
