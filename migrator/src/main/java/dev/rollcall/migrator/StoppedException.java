package dev.rollcall.migrator;

/** A run was stopped in the middle; the message says why, and what becomes of it. */
final class StoppedException extends RuntimeException {
    StoppedException(String message) {
        super(message);
    }
}
