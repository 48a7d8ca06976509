package dev.rollcall.migrator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Kamailio writes as bits. OpenSIPS has other bits for methods, and names for branch flags, which only the scripts
 * of the two servers know.
 *
 * @param names the name of each branch flag that the operator named, by its bit, 0 to 31
 */
record KamailioFlags(Map<Integer, String> names) {
    /** Kamailio's bit of each method that OpenSIPS has a bit for, and that bit. */
    private static final int[][] METHODS = {
        {1 << 0, 1 << 0}, // INVITE
        {1 << 1, 1 << 1}, // CANCEL
        {1 << 2, 1 << 2}, // ACK
        {1 << 3, 1 << 3}, // BYE
        {1 << 4, 1 << 4}, // INFO
        {1 << 5, 1 << 7}, // REGISTER
        {1 << 6, 1 << 9}, // SUBSCRIBE
        {1 << 7, 1 << 10}, // NOTIFY
        {1 << 8, 1 << 8}, // MESSAGE
        {1 << 9, 1 << 5}, // OPTIONS
        {1 << 10, 1 << 11}, // PRACK
        {1 << 11, 1 << 6}, // UPDATE
        {1 << 12, 1 << 12}, // REFER
        {1 << 13, 1 << 13}, // PUBLISH
    };
    /** OpenSIPS: the one bit of all methods that have none of their own. */
    private static final int OTHER = 1 << 14;
    private static final int ALL = -1;
    private static final int MAX_BIT = 31;

    KamailioFlags {
        names = Map.copyOf(names);
    }

    /**
     * Reads a map such as {@code 3=NAT,5=SIP_PING}.
     *
     * @throws IllegalArgumentException with a sentence for the operator when it is none
     */
    static KamailioFlags parse(String text) {
        Map<Integer, String> names = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] sides = pair.strip().split("=", -1);
            boolean known = sides.length == 2
                    && sides[0].matches("\\d{1,2}") && sides[1].matches("[A-Za-z0-9_-]{1,64}");
            if (!known || Integer.parseInt(sides[0]) > MAX_BIT) {
                throw new IllegalArgumentException("'" + pair + "' is not a bit from 0 to 31 and a flag's name, as"
                        + " in 3=NAT,5=SIP_PING");
            }
            names.put(Integer.parseInt(sides[0]), sides[1]);
        }
        return new KamailioFlags(names);
    }

    /** OpenSIPS' bits for Kamailio's; {@code null}, which is all, stays. */
    static Integer methods(Integer kamailio) {
        if (kamailio == null || kamailio == ALL) {
            return null;
        }
        int rest = kamailio;
        int bits = 0;
        for (int[] method : METHODS) {
            if ((kamailio & method[0]) != 0) {
                bits |= method[1];
                rest &= ~method[0];
            }
        }
        return rest == 0 ? bits : bits | OTHER;
    }

    /** The names of the branch flags that are set and named, separated by spaces. */
    String named(int cflags) {
        List<String> set = new ArrayList<>();
        new TreeMap<>(names).forEach((bit, name) -> {
            if ((cflags >>> bit & 1) != 0) {
                set.add(name);
            }
        });
        return String.join(" ", set);
    }

    /** The bits that are set and have no name. */
    List<Integer> unnamed(int cflags) {
        List<Integer> bits = new ArrayList<>();
        for (int bit = 0; bit <= MAX_BIT; bit++) {
            if ((cflags >>> bit & 1) != 0 && !names.containsKey(bit)) {
                bits.add(bit);
            }
        }
        return bits;
    }
}
