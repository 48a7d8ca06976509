package dev.rollcall.preload;

/** Which texts of a row OpenSIPS could send a call to. */
interface UriSyntax {
    /** Whether a contact or received column is a URI. */
    boolean isUri(String text);

    /** Whether a path column begins with a name-addr that holds a URI. */
    boolean isPath(String text);
}
