package dev.rollcall.registrar.register;

import dev.rollcall.modparam.NatTest;
import java.util.Set;

/**
 * Which phones are behind NAT, so that where they are seen is stored beside what they say. Immutable.
 *
 * @param tests one that holds is enough
 */
public record NatPolicy(Set<NatTest> tests) {
    /** Nobody is taken to be behind NAT. */
    public static final NatPolicy OFF = new NatPolicy(Set.of());

    boolean isOff() {
        return tests.isEmpty();
    }
}
