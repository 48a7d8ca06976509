package dev.rollcall.registrar.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Asks a store for what is not known, and makes it known. Thread-safe.
 *
 * <p>Only users that there are become known, so that nobody can fill the table with names that he made up.
 */
final class CredentialSearch implements AutoCloseable {
    /** How long the store is not asked again about a user whom it did not prove. */
    private static final Duration REFUSAL_TTL = Duration.ofSeconds(1);
    private static final int MAX_REFUSALS = 16_384;

    private final CredentialStore store;
    private final CredentialLookup lookup;
    private final Ha1Table known;
    private final RecentRefusals refusals;
    private final Secret decoy;
    private final boolean useDomain;

    CredentialSearch(
            CredentialStore store,
            CredentialLookup lookup,
            Ha1Table known,
            AuthSettings settings,
            LongSupplier nanoClock) {
        this.store = store;
        this.lookup = lookup;
        this.known = known;
        this.refusals = new RecentRefusals(MAX_REFUSALS, REFUSAL_TTL, nanoClock);
        this.decoy = Secret.decoy(settings.calculateHa1());
        this.useDomain = settings.useDomain();
    }

    /** Whether the store can say more than what is known: it was not asked just now, and in vain. */
    boolean isWorthwhile(long key) {
        return !refusals.contains(key);
    }

    /** Takes note that what the store said proves nothing. */
    void wasInVain(long key) {
        refusals.add(key);
    }

    /**
     * The hashes of a user, in hex; such as nobody knows where there is no such user.
     *
     * @param credentials retained
     * @return fails if the store cannot be asked, or not in time; completes on a thread of the lookup
     */
    CompletableFuture<Map<DigestAlgorithm, String>> find(long key, DigestCredentials credentials) {
        return lookup.find(credentials.subscriber(useDomain)).thenApply(found -> learn(key, credentials, found));
    }

    /** Whether there is a user with a secret; fails and completes as {@link #find} does. */
    CompletableFuture<Boolean> has(String user, String domain) {
        return lookup.find(new Subscriber(user, useDomain ? domain : "")).thenApply(Optional::isPresent);
    }

    /** Hashes as much for an unknown user as for a known one. */
    private Map<DigestAlgorithm, String> learn(
            long key, DigestCredentials credentials, Optional<Secret> found) {
        String username = credentials.username().toString();
        String realm = credentials.realm().toString();
        Map<DigestAlgorithm, String> hashes = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm algorithm : store.algorithms()) {
            found.orElse(decoy)
                    .ha1(algorithm, username, realm)
                    .ifPresent(hash -> hashes.put(algorithm, hash));
        }
        if (found.isPresent()) {
            known.put(key, hashes);
        } else {
            known.forget(key);
        }
        return hashes;
    }

    /** Stops; whoever still waits gets a failure. */
    @Override
    public void close() {
        lookup.close();
    }
}
