package dev.rollcall.registrar.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The methods that are not all answered alike (RFC 3261 7.1); compared with regard to case. */
enum Method {
    /** RFC 3261 10. */
    REGISTER,
    /** RFC 3261 11. */
    OPTIONS,
    /** RFC 3261 17.1.1.3. */
    ACK,
    /** RFC 3261 9. */
    CANCEL,
    /** Every other method. */
    OTHER;

    private static final Method[] METHODS = {REGISTER, OPTIONS, ACK, CANCEL};

    private final byte[] text = name().getBytes(StandardCharsets.US_ASCII);

    /** The method in a range of bytes. */
    static Method of(byte[] bytes, int from, int to) {
        for (Method method : METHODS) {
            if (Arrays.equals(bytes, from, to, method.text, 0, method.text.length)) {
                return method;
            }
        }
        return OTHER;
    }
}
