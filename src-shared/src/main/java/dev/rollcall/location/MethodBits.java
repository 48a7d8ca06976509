package dev.rollcall.location;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bits by which OpenSIPS stores the methods that a contact allows. */
public final class MethodBits {
    private static final int OTHER = 1 << 14;

    /** The methods with a bit of their own, from the lowest bit on. */
    private static final byte[][] METHODS = bytes(
            "INVITE", "CANCEL", "ACK", "BYE", "INFO", "OPTIONS", "UPDATE", "REGISTER", "MESSAGE", "SUBSCRIBE", "NOTIFY",
            "PRACK", "REFER", "PUBLISH");

    private MethodBits() {}

    /**
     * The bits of methods with commas between them, 0 where there are none; those without a bit of their own share one.
     * Methods are compared with regard to case.
     */
    public static int of(Octets list) {
        byte[] bytes = list.array();
        int bits = 0;
        int start = list.from();
        while (start < list.to()) {
            int comma = start;
            while (comma < list.to() && bytes[comma] != ',') {
                comma++;
            }
            bits |= bit(bytes, start, comma);
            start = comma + 1;
        }
        return bits;
    }

    /** The methods that have a bit of their own among some bits. */
    public static List<String> names(int bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < METHODS.length; i++) {
            if ((bits & 1 << i) != 0) {
                names.add(new String(METHODS[i], StandardCharsets.US_ASCII));
            }
        }
        return names;
    }

    private static int bit(byte[] bytes, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isWhite(bytes[from])) {
            from++;
        }
        while (from < to && isWhite(bytes[to - 1])) {
            to--;
        }
        if (from == to) {
            return 0;
        }
        for (int i = 0; i < METHODS.length; i++) {
            byte[] method = METHODS[i];
            if (method.length == to - from && Arrays.equals(bytes, from, to, method, 0, method.length)) {
                return 1 << i;
            }
        }
        return OTHER;
    }

    private static boolean isWhite(int c) {
        return c == ' ' || c == '\t';
    }

    private static byte[][] bytes(String... methods) {
        byte[][] bytes = new byte[methods.length][];
        for (int i = 0; i < methods.length; i++) {
            bytes[i] = methods[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
