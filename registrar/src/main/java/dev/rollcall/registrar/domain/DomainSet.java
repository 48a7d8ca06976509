package dev.rollcall.registrar.domain;

import dev.rollcall.uri.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Domains, found among the bytes of a message without a copy; case does not matter. Immutable. */
final class DomainSet {
    private final byte[][] names;
    private final boolean[] withSubdomains;
    private final boolean anyWithSubdomains;
    private final int size;

    DomainSet(Collection<Domain> domains) {
        int slots = Integer.highestOneBit(Math.max(1, domains.size())) * 4;
        names = new byte[slots][];
        withSubdomains = new boolean[slots];
        int count = 0;
        for (Domain domain : domains) {
            byte[] name = domain.name().getBytes(StandardCharsets.UTF_8);
            int slot = slot(name, 0, name.length);
            count += names[slot] == null ? 1 : 0;
            names[slot] = name;
            withSubdomains[slot] |= domain.withSubdomains();
        }
        size = count;
        anyWithSubdomains = domains.stream().anyMatch(Domain::withSubdomains);
    }

    int size() {
        return size;
    }

    /** Whether a range of bytes is one of them, or below one that takes in what is below it. */
    boolean contains(byte[] bytes, int from, int to) {
        if (names[slot(bytes, from, to)] != null) {
            return true;
        }
        for (int i = from; anyWithSubdomains && i < to; i++) {
            if (bytes[i] == '.' && withSubdomains[slot(bytes, i + 1, to)]) {
                return true;
            }
        }
        return false;
    }

    /** Where a name is, or the empty slot where it would be. */
    private int slot(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + Ascii.lowerCase(bytes[i]);
        }
        int mask = names.length - 1;
        int slot = (hash ^ hash >>> 16) & mask;
        while (names[slot] != null && !isAt(names[slot], bytes, from, to)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static boolean isAt(byte[] name, byte[] bytes, int from, int to) {
        return name.length == to - from && Ascii.equalsIgnoreCase(name, 0, bytes, from, name.length);
    }
}
