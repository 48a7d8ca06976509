package dev.rollcall.registrar;

/** What the process says when it ends. */
final class ExitCode {
    /** Stopped as told; or checked, and every row would load. */
    static final int OK = 0;
    /** {@code --check} found rows that a start would not load. */
    static final int ROWS_REJECTED = 1;
    /** The command line or the configuration is wrong, or what it asks for was refused. */
    static final int REFUSED = 2;
    /** The database could not be reached, or broke while the table was loaded. */
    static final int DATABASE = 3;
    /** A listener could not be opened. */
    static final int CANNOT_LISTEN = 4;
    /** A fault in Rollcall itself. */
    static final int INTERNAL = 5;

    private ExitCode() {}
}
