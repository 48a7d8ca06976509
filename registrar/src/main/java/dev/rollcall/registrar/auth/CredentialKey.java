package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.octets.SipHash;
import java.security.SecureRandom;

/**
 * What stands for a user name and a realm: a keyed hash so long that no two have one, and that nobody can foresee.
 *
 * @param high 64 bits
 * @param low 64 bits more
 */
record CredentialKey(long high, long low) {
    /** Makes keys, under a secret of its own; thread-safe. */
    static final class Maker {
        private static final byte END = '\n';

        private final long key0;
        private final long key1;

        Maker() {
            SecureRandom random = new SecureRandom();
            key0 = random.nextLong();
            key1 = random.nextLong();
        }

        /**
         * The key of a user name in a realm, both byte for byte.
         *
         * @param username without control characters
         */
        CredentialKey of(Octets username, Octets realm) {
            SipHash hash = SipHash.of128(key0, key1);
            hash.add(username.array(), username.from(), username.to());
            hash.add(END);
            hash.add(realm.array(), realm.from(), realm.to());
            long high = hash.value();
            return new CredentialKey(high, hash.secondValue());
        }
    }
}
