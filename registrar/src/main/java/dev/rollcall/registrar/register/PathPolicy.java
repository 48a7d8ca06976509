package dev.rollcall.registrar.register;

import dev.rollcall.modparam.PathMode;

/**
 * What is made of a Path (RFC 3327). Immutable.
 *
 * @param mode whether it is stored, and from whom it is taken
 * @param storesReceived whether the {@code received} parameter of its first hop, with which a proxy says where the
 *     phone is, is stored as the contact's (OpenSIPS: {@code path-received})
 */
public record PathPolicy(PathMode mode, boolean storesReceived) {
    /** Stored and shown to those who know it. */
    public static final PathPolicy DEFAULT = new PathPolicy(PathMode.LAZY, false);

    boolean isIgnored() {
        return mode == PathMode.IGNORE;
    }
}
