package dev.rollcall.migrator;

/** What was asked is not done before somebody decides or changes something; the message says what. */
final class RefusedException extends RuntimeException {
    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
