package dev.rollcall.registrar.auth;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What a subscriber proves to know. Never printed. */
sealed interface Secret {
    /** The hash of user name, realm and password (RFC 7616 3.4.2, A1), if this secret can serve the algorithm. */
    Optional<String> ha1(DigestAlgorithm algorithm, String username, String realm);

    /** A secret that nobody knows, of the same kind as the real ones, so that hashing it takes as long. */
    static Secret decoy(boolean plain) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String unknown = HexFormat.of().formatHex(random);
        if (plain) {
            return new Password(unknown);
        }
        return new Hashes(Map.of(
                DigestAlgorithm.SHA_256, unknown,
                DigestAlgorithm.MD5, unknown.substring(0, DigestAlgorithm.MD5.hexDigits())));
    }

    /** A password in plain text, which serves every algorithm. */
    record Password(String password) implements Secret {
        @Override
        public Optional<String> ha1(DigestAlgorithm algorithm, String username, String realm) {
            return Optional.of(algorithm.hash(username, realm, password));
        }

        @Override
        public String toString() {
            return "Password[not shown]";
        }
    }

    /** Hashes that somebody made before, for the user name and realm of that time. */
    record Hashes(Map<DigestAlgorithm, String> byAlgorithm) implements Secret {
        /** Copies the map. */
        public Hashes {
            byAlgorithm = Map.copyOf(byAlgorithm);
        }

        @Override
        public Optional<String> ha1(DigestAlgorithm algorithm, String username, String realm) {
            return Optional.ofNullable(byAlgorithm.get(algorithm));
        }

        @Override
        public String toString() {
            return "Hashes[not shown]";
        }
    }
}
