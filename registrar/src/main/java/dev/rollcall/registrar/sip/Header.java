package dev.rollcall.registrar.sip;

/**
 * One header field of a response.
 *
 * @param name its name
 * @param value its value on one line
 */
public record Header(String name, String value) {
    /** Refuses a value with a line break, which would be a header of its own to the receiver. */
    public Header {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in a value of " + name);
        }
    }
}
