package dev.rollcall.spill;

/** The temporary directory does not take what is to be sorted; the message says which one, why, and what to do. */
public final class SpillException extends RuntimeException {
    SpillException(String message, Throwable cause) {
        super(message, cause);
    }
}
