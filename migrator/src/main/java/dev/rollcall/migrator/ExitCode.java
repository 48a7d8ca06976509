package dev.rollcall.migrator;

/** What the process says when it ends. */
final class ExitCode {
    /** Nothing to find, or all of it repaired. */
    static final int CLEAN = 0;
    /** Findings remain, or a dry run would change something. */
    static final int FINDINGS = 1;
    /** The command line is wrong, or what it asks for was refused. */
    static final int REFUSED = 2;
    /** The database could not be opened, or it failed. */
    static final int DATABASE = 3;
    /** A fault in Rollcall itself, or too little memory. */
    static final int INTERNAL = 5;

    private ExitCode() {}
}
