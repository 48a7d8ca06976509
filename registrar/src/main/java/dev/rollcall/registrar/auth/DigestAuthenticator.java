package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Digest authentication (RFC 3261 22, RFC 7616, RFC 8760) against stored secrets; thread-safe.
 *
 * <p>A secret that was looked up less than a minute ago grants a request on the flow's own thread. Everything that this
 * does not grant is looked up in the store: a changed password works at once, and whoever probes waits for the store,
 * whether the user is unknown or the password wrong. A removed user or an old password is good for that minute.
 */
public final class DigestAuthenticator implements Authenticator, AutoCloseable {
    /** How many database connections it uses at most. */
    public static final int CONNECTIONS = 4;

    private static final String QOP = "auth";
    /** At 130 bytes each some 17 MB; enough for 4,000 registrations a second with the default lifetime of 30 s. */
    private static final int MAX_TRACKED_NONCES = 131_072;

    private static final int MAX_CACHED_SECRETS = 16_384;
    private static final Duration CACHE_TTL = Duration.ofSeconds(60);
    /** Longer than it takes a client to retransmit three times; an answer later than that is of no use. */
    private static final CredentialLookup.Limits LOOKUP =
            new CredentialLookup.Limits(CONNECTIONS, 2_048, Duration.ofSeconds(5));

    private static final int RETRY_AFTER_SECONDS = 10;

    private final AuthSettings settings;
    private final CredentialStore store;
    private final CredentialLookup lookup;
    private final Nonces nonces;
    private final NonceUses uses;
    private final Challenger challenger;
    private final Secret decoy;

    DigestAuthenticator(AuthSettings settings, CredentialStore store, LongSupplier nanoClock) {
        this.settings = settings;
        this.store = store;
        this.lookup = new CredentialLookup(
                store, new SecretCache(MAX_CACHED_SECRETS, CACHE_TTL, nanoClock), LOOKUP, nanoClock);
        this.nonces = new Nonces(settings.nonceExpire(), nanoClock);
        this.uses = new NonceUses(MAX_TRACKED_NONCES, nonces::isAged);
        this.challenger = new Challenger(nonces, store);
        this.decoy = Secret.decoy(settings.calculateHa1());
    }

    /**
     * Opens the subscriber table.
     *
     * @param database stays the caller's and is closed after this; up to {@value #CONNECTIONS} connections are used
     * @throws DatabaseException if the table cannot be read or lacks a column
     */
    public static DigestAuthenticator open(Database database, AuthSettings settings) {
        return new DigestAuthenticator(settings, new SubscriberTable(database, settings), System::nanoTime);
    }

    @Override
    public void authenticate(SipRequest request, Flow flow, Consumer<Verdict> done) {
        AuthRequest.of(request, settings.aorPolicy())
                .ifPresentOrElse(
                        taken -> judge(taken, flow, done),
                        () -> done.accept(new Verdict.Malformed("Request-URI, From or To is no SIP URI")));
    }

    void judge(AuthRequest request, Flow flow, Consumer<Verdict> done) {
        String realm = settings.realm().orElse(request.to().domain());
        Authorization authorization = Authorization.ofRealm(realm, request.authorizations());
        if (authorization instanceof DigestCredentials credentials) {
            judge(request, credentials, flow, done);
        } else if (authorization instanceof Authorization.Malformed malformed) {
            done.accept(new Verdict.Malformed(malformed.cause()));
        } else {
            done.accept(challenger.challenge(realm, false));
        }
    }

    private void judge(AuthRequest request, DigestCredentials credentials, Flow flow, Consumer<Verdict> done) {
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.of(credentials.algorithm()).filter(store.algorithms()::contains);
        // RFC 7616 3.3: qop is required; RFC 2069 credentials without it could be replayed, and get a new challenge.
        if (algorithm.isEmpty() || !credentials.qop().equalsIgnoreCase(QOP)) {
            done.accept(challenger.challenge(credentials.realm(), false));
            return;
        }
        // RFC 7616 3.4.6: credentials for another URI are answered 400.
        if (!request.isAddressedTo(credentials.uri())) {
            done.accept(new Verdict.Malformed("Digest uri is not the Request-URI"));
            return;
        }
        OptionalLong issueTime = nonces.issueTime(credentials.nonce());
        if (issueTime.isEmpty() || nonces.isAged(issueTime.getAsLong())) {
            done.accept(challenger.challenge(credentials.realm(), true));
            return;
        }
        prove(
                Claim.of(request, credentials, algorithm.get(), issueTime.getAsLong(), settings.useDomain()),
                flow,
                done);
    }

    private void prove(Claim claim, Flow flow, Consumer<Verdict> done) {
        if (isProven(claim, lookup.cached(claim.subscriber()))) {
            done.accept(proven(claim));
            return;
        }
        lookup.find(claim.subscriber())
                .whenComplete((found, failure) -> flow.execute(
                        () -> done.accept(failure == null ? verdict(claim, found) : unavailable())));
    }

    private Verdict verdict(Claim claim, Optional<Secret> found) {
        return isProven(claim, found) ? proven(claim) : challenger.challenge(claim.credentials().realm(), false);
    }

    /** Hashes the same for an unknown user, who has a secret that nobody knows. */
    private boolean isProven(Claim claim, Optional<Secret> found) {
        String username = claim.credentials().username();
        String realm = claim.credentials().realm();
        String ha1 = found.flatMap(secret -> secret.ha1(claim.algorithm(), username, realm))
                .or(() -> decoy.ha1(claim.algorithm(), username, realm))
                .orElseThrow();
        return claim.isProvenBy(ha1);
    }

    private Verdict proven(Claim claim) {
        if (!uses.use(claim.nonceIssueTime(), claim.subscriber(), claim.credentials().count())) {
            return challenger.challenge(claim.credentials().realm(), true);
        }
        return claim.objection()
                .<Verdict>map(Verdict.Forbidden::new)
                .orElseGet(() -> new Verdict.Granted(claim.credentials().user(), claim.credentials().realm()));
    }

    private static Verdict unavailable() {
        return new Verdict.Unavailable(RETRY_AFTER_SECONDS);
    }

    /** Stops the lookups; requests that wait for one get {@link Verdict.Unavailable}. */
    @Override
    public void close() {
        lookup.close();
    }
}
