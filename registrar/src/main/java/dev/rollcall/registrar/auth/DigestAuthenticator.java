package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.auth.Challenger.Cause;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.HeaderName;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Digest authentication (RFC 3261 22, RFC 7616, RFC 8760) against known secrets and those of a store; thread-safe.
 *
 * <p>Known secrets grant a request in place. Everything that they do not grant is looked up in the store, if there is
 * one: a changed password works at once, and whoever probes waits for the store, whether the user is unknown or the
 * password wrong. A removed user or an old password is good until what is known has aged.
 */
public final class DigestAuthenticator implements UserAuthenticator, AutoCloseable {
    /** How many database connections it uses at most. */
    public static final int CONNECTIONS = 4;

    private static final String QOP = "auth";
    private static final Verdict GRANTED = new Verdict.Granted();
    /** Some 7 MB; enough for 4,000 registrations a second with the default lifetime of 30 s. */
    private static final int MAX_TRACKED_NONCES = 131_072;
    private static final int RETRY_AFTER_SECONDS = 10;

    /** Room for some 400,000 users, in 17 MB for MD5 and 25 MB for SHA-256; the memory is taken when they come. */
    private static final int TABLE_PARTS = 64;
    private static final int SLOTS_PER_PART = 8_192;
    /** Longer than it takes a client to retransmit three times; an answer later than that is of no use. */
    private static final CredentialLookup.Limits LOOKUP =
            new CredentialLookup.Limits(CONNECTIONS, 32, 2_048, Duration.ofSeconds(5));

    private final AuthSettings settings;
    private final Optional<Octets> realm;
    private final Ha1Table known;
    private final Supplier<List<DigestAlgorithm>> algorithms;
    private final Optional<CredentialSearch> search;
    private final BiFunction<String, String, CompletableFuture<Boolean>> users;
    private final Nonces nonces;
    private final NonceUses uses;
    private final Challenger challenger;
    /** Hashed with where there is no hash of the user, so that it takes as long. */
    private final byte[] decoy = new byte[ResponseHash.MAX_HASH_BYTES];
    private final ThreadLocal<ResponseHash> hashes = ThreadLocal.withInitial(ResponseHash::new);

    private DigestAuthenticator(
            AuthSettings settings,
            Ha1Table known,
            Supplier<List<DigestAlgorithm>> algorithms,
            Optional<CredentialSearch> search,
            BiFunction<String, String, CompletableFuture<Boolean>> users,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.realm = settings.realm().map(Octets::of);
        this.known = known;
        this.algorithms = algorithms;
        this.search = search;
        this.users = users;
        this.nonces = new Nonces(settings.nonceExpire(), nanoClock);
        this.uses = new NonceUses(MAX_TRACKED_NONCES);
        this.challenger = new Challenger(nonces);
        new SecureRandom().nextBytes(decoy);
    }

    /** Against a store that is asked on threads of its own. */
    static DigestAuthenticator of(AuthSettings settings, CredentialStore store, LongSupplier nanoClock) {
        Ha1Table known = new Ha1Table(TABLE_PARTS, SLOTS_PER_PART, settings.cacheTime(), nanoClock);
        CredentialSearch search = new CredentialSearch(
                store, new CredentialLookup(store, LOOKUP, nanoClock), known, settings, nanoClock);
        return new DigestAuthenticator(
                settings, known, store::algorithms, Optional.of(search), search::has, nanoClock);
    }

    /**
     * Opens the subscriber table.
     *
     * @param database stays the caller's and is closed after this; up to {@value #CONNECTIONS} connections are used
     * @throws DatabaseException if the table cannot be read or lacks a column
     */
    public static DigestAuthenticator open(Database database, AuthSettings settings) {
        return of(settings, new SubscriberTable(database, settings), System::nanoTime);
    }

    /**
     * Takes the users of a file; no database is asked.
     *
     * @throws IOException if there is no algorithm that every user of it can answer
     */
    public static DigestAuthenticator of(CredentialsFile file, AuthSettings settings) throws IOException {
        List<DigestAlgorithm> algorithms = file.algorithms(settings.offerSha256());
        BiPredicate<String, String> names = file.names(settings.realm());
        return new DigestAuthenticator(
                settings,
                file.table(),
                () -> algorithms,
                Optional.empty(),
                (user, domain) -> CompletableFuture.completedFuture(names.test(user, domain)),
                System::nanoTime);
    }

    @Override
    public CompletableFuture<Boolean> has(String user, String domain) {
        return users.apply(user, domain);
    }

    @Override
    public Verdict authenticate(SipRequest request, Flow flow) {
        Parties parties = Parties.of(request, settings.aorPolicy());
        if (parties == null) {
            return new Verdict.Malformed("From or To is no SIP URI");
        }
        Octets ours = realm.isPresent() ? realm.get() : parties.domain();
        Authorization authorization = Authorization.ofRealm(ours, authorizations(request));
        if (authorization instanceof DigestCredentials credentials) {
            return judge(request, parties, credentials);
        }
        return authorization instanceof Authorization.Malformed malformed
                ? new Verdict.Malformed(malformed.cause())
                : challenge(ours, Cause.NONE_GIVEN);
    }

    private static List<Octets> authorizations(SipRequest request) {
        int first = request.find(HeaderName.AUTHORIZATION, 0);
        if (first < 0) {
            return List.of();
        }
        int next = request.find(HeaderName.AUTHORIZATION, first + 1);
        if (next < 0) {
            return List.of(request.value(first));
        }
        List<Octets> values = new ArrayList<>(List.of(request.value(first)));
        for (int header = next; header >= 0; header = request.find(HeaderName.AUTHORIZATION, header + 1)) {
            values.add(request.value(header));
        }
        return values;
    }

    private Verdict judge(SipRequest request, Parties parties, DigestCredentials credentials) {
        Optional<DigestAlgorithm> algorithm = credentials.algorithm();
        // RFC 7616 3.3: qop is required; RFC 2069 credentials without it could be replayed, and get a new challenge.
        if (algorithm.isEmpty()
                || !algorithms.get().contains(algorithm.get())
                || !AsciiText.equalsIgnoreCase(credentials.qop(), QOP)) {
            return challenge(credentials.realm(), Cause.NONE_GIVEN);
        }
        // RFC 7616 3.4.6: credentials for another URI are answered 400.
        if (!credentials.areFor(request.requestUriOctets())) {
            return new Verdict.Malformed("Digest uri is not the Request-URI");
        }
        long issueTime = nonces.issueTime(credentials.nonce());
        if (issueTime == Nonces.NOT_OURS || issueTime < nonces.oldest()) {
            return challenge(credentials.realm(), Cause.STALE);
        }
        long key = known.key(credentials.username(), credentials.realm());
        return prove(new Claim(request.methodOctets(), parties, credentials, algorithm.get(), issueTime, key));
    }

    private Verdict prove(Claim claim) {
        byte[] ha1 = new byte[ResponseHash.MAX_HASH_BYTES];
        boolean isKnown = known.read(claim.key(), claim.algorithm(), ha1);
        if (isProven(claim, isKnown ? ha1 : decoy)) {
            return proven(claim);
        }
        return search.isPresent() && search.get().isWorthwhile(claim.key())
                ? new Question(claim)
                : challenge(claim.credentials().realm(), Cause.IN_VAIN);
    }

    private boolean isProven(Claim claim, byte[] ha1) {
        return hashes.get().isProven(claim.credentials(), claim.algorithm(), ha1, claim.method());
    }

    private Verdict proven(Claim claim) {
        DigestCredentials credentials = claim.credentials();
        if (!uses.use(claim.nonceIssueTime(), claim.key(), credentials.count(), nonces.oldest())) {
            return challenge(credentials.realm(), Cause.STALE);
        }
        Optional<String> objection = claim.parties().objection(
                credentials, settings.useDomain(), settings.identity());
        return objection.isPresent()
                ? new Verdict.Forbidden(objection.get())
                : GRANTED;
    }

    private Verdict challenge(Octets realm, Cause cause) {
        return challenger.challenge(realm, algorithms.get(), cause);
    }

    /** Stops the lookups; requests that wait for one get {@link Verdict.Unavailable}. */
    @Override
    public void close() {
        search.ifPresent(CredentialSearch::close);
    }

    /** A claim that the store has to be asked about. */
    private final class Question implements Verdict.Undecided {
        private final Claim claim;

        Question(Claim claim) {
            this.claim = claim;
        }

        @Override
        public void decide(Flow flow, Consumer<Verdict> done) {
            Claim lasting = claim.retained();
            search.orElseThrow()
                    .find(lasting.key(), lasting.credentials())
                    .whenComplete((found, failure) -> flow.execute(() -> done.accept(
                            failure == null
                                    ? verdict(lasting, found)
                                    : new Verdict.Unavailable(RETRY_AFTER_SECONDS))));
        }

        private Verdict verdict(Claim lasting, Map<DigestAlgorithm, String> found) {
            String ha1 = found.get(lasting.algorithm());
            if (isProven(lasting, ha1 == null ? decoy : HexDigits.read(Octets.of(ha1)))) {
                return proven(lasting);
            }
            search.orElseThrow().wasInVain(lasting.key());
            return challenge(lasting.credentials().realm(), Cause.IN_VAIN);
        }
    }
}
