package dev.rollcall.registrar.register;

import java.util.List;
import java.util.Map;

/** The bits by which OpenSIPS stores the methods that a contact allows. */
final class MethodBits {
    private static final int OTHER = 1 << 14;

    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("INVITE", 1),
            Map.entry("CANCEL", 1 << 1),
            Map.entry("ACK", 1 << 2),
            Map.entry("BYE", 1 << 3),
            Map.entry("INFO", 1 << 4),
            Map.entry("OPTIONS", 1 << 5),
            Map.entry("UPDATE", 1 << 6),
            Map.entry("REGISTER", 1 << 7),
            Map.entry("MESSAGE", 1 << 8),
            Map.entry("SUBSCRIBE", 1 << 9),
            Map.entry("NOTIFY", 1 << 10),
            Map.entry("PRACK", 1 << 11),
            Map.entry("REFER", 1 << 12),
            Map.entry("PUBLISH", 1 << 13));

    private MethodBits() {}

    /** The bits of methods; those without a bit of their own share one. Methods are compared with regard to case. */
    static int of(List<String> methods) {
        int bits = 0;
        for (String method : methods) {
            bits |= BITS.getOrDefault(method, OTHER);
        }
        return bits;
    }
}
