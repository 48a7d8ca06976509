package dev.rollcall.bench.load;

import java.util.Locale;

/**
 * How challenges are answered.
 *
 * @param password every user's; {@code %u} stands for the user's name
 * @param algorithm {@code MD5} or {@code SHA-256}; a challenge for another one is not answered
 */
record DigestPolicy(String password, String algorithm) {
    /** @throws IllegalArgumentException where the algorithm is another one */
    DigestPolicy {
        algorithm = algorithm.toUpperCase(Locale.ROOT);
        if (!algorithm.equals("MD5") && !algorithm.equals("SHA-256")) {
            throw new IllegalArgumentException("--algorithm " + algorithm + ": allowed are MD5 and SHA-256");
        }
    }

    String passwordOf(String user) {
        return password.replace("%u", user);
    }

    /** No password in logs. */
    @Override
    public String toString() {
        return "DigestPolicy[" + algorithm + "]";
    }
}
