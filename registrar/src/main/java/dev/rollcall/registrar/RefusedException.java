package dev.rollcall.registrar;

/** A start that was refused; the message says why and what to do. */
final class RefusedException extends Exception {
    RefusedException(String message) {
        super(message);
    }
}
