package dev.rollcall.opensipscfg;

/** A configuration that cannot be read on, with the place where that is so. */
final class ScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptException(String place, String reason) {
        super(place + ": " + reason);
    }
}
