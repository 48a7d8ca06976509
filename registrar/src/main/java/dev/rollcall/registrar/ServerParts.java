package dev.rollcall.registrar;

import dev.rollcall.Version;
import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.ConnectionLoss;
import dev.rollcall.modparam.LowExpires;
import dev.rollcall.modparam.Networks;
import dev.rollcall.modparam.RegistrarParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.auth.AuthSettings;
import dev.rollcall.registrar.auth.CredentialsFile;
import dev.rollcall.registrar.auth.DigestAuthenticator;
import dev.rollcall.registrar.auth.ReplaceableAuthenticator;
import dev.rollcall.registrar.auth.UserAuthenticator;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.domain.DomainGate;
import dev.rollcall.registrar.domain.ServedDomains;
import dev.rollcall.registrar.lookup.LookupHandler;
import dev.rollcall.registrar.lookup.LookupSettings;
import dev.rollcall.registrar.persist.DatabaseWriter;
import dev.rollcall.registrar.persist.ExpiryTimer;
import dev.rollcall.registrar.persist.WriteBack;
import dev.rollcall.registrar.persist.WriteThrough;
import dev.rollcall.registrar.register.ConnectionContacts;
import dev.rollcall.registrar.register.ConnectionWatch;
import dev.rollcall.registrar.register.ExpiryPolicy;
import dev.rollcall.registrar.register.LengthLimits;
import dev.rollcall.registrar.register.NatPolicy;
import dev.rollcall.registrar.register.PathPolicy;
import dev.rollcall.registrar.register.RegisterHandler;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.sip.MessageReceiver;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.RequestTaker;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.sip.SipRequestHandler;
import dev.rollcall.registrar.statistics.Statistics;
import dev.rollcall.registrar.transport.ListenAddress;
import dev.rollcall.registrar.transport.Listeners;
import dev.rollcall.registrar.transport.TlsIdentity;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import dev.rollcall.registrar.usrloc.SavePolicy;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.LocationStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The parts of a serving registrar, made from a configuration and a loaded table. */
final class ServerParts {
    private static final ServerLog LOG = ServerLog.of("core", "listen");
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final RegistrarConfig config;
    private final LocationTable table;
    private final Optional<LocationStore> store;
    private final Optional<Database> database;
    private final Shutdown shutdown;
    private final Statistics statistics;
    private final InstantSource clock = InstantSource.system();
    private Optional<ReplaceableAuthenticator> fileUsers = Optional.empty();
    private Reload.Target reload;

    /**
     * @param store where rows are written, nothing with write mode none
     * @param database the location table's, nothing with write mode none
     */
    ServerParts(
            RegistrarConfig config,
            LocationTable table,
            Optional<LocationStore> store,
            Optional<Database> database,
            Shutdown shutdown,
            Statistics statistics) {
        this.config = config;
        this.table = table;
        this.store = store;
        this.database = database;
        this.shutdown = shutdown;
        this.statistics = statistics;
    }

    /** Opens the listeners, last, when everything behind them works; each part's end is left with the shutdown. */
    void start() throws IOException, InterruptedException, RefusedException {
        Optional<UserAuthenticator> authenticator =
                config.authenticates() ? Optional.of(authenticator()) : Optional.empty();
        Optional<DatabaseWriter> writer = store.map(this::writer);
        LocationService stored = writer.isPresent() ? writer.get() : new MemoryLocationService(table);
        Optional<ConnectionContacts> connections = connectionContacts(stored);
        LocationService locations = connections.isPresent() ? connections.get() : stored;
        ExpiryTimer expiry = new ExpiryTimer(table, clock);
        Responses responses = new Responses("Rollcall/" + Version.text());
        AdmissionParts admission = new AdmissionParts(config);
        Optional<ServedDomains> domains =
                Domains.areConfigured(config) ? Optional.of(Domains.open(config, shutdown)) : Optional.empty();
        RegisterSettings settings = registerSettings(config);
        RegisterHandler register =
                new RegisterHandler(settings, locations, authenticator.map(admission::watched), responses, clock);
        RequestDispatcher dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                responses,
                admission.screen(),
                domains.<SipRequestHandler>map(served ->
                        new DomainGate(served, config.aorPolicy(), responses, register, System::nanoTime))
                        .orElse(register),
                lookup(authenticator, domains, responses),
                settings.optionTags(),
                System::nanoTime);

        Listeners listeners = Listeners.start(
                config.listeners(),
                identity(config),
                config.webSocketPolicy(),
                admission.connectionLimits(),
                admission.guarded(connections
                        .<MessageReceiver>map(contacts -> new ConnectionWatch(contacts, dispatcher))
                        .orElse(dispatcher)));
        writer.ifPresent(DatabaseWriter::start);
        expiry.start();
        count(writer);

        // what is under way is answered once it was written, so connections close after the writer has stopped
        shutdown.closing(() -> listeners.close(CLOSE_LIMIT));
        Duration limit = config.get(RollcallParams.STOP_TIMEOUT);
        shutdown.beforeThat(() -> writer.map(w -> w.stop(limit)).orElse(0));
        shutdown.closing(expiry);
        // before connections end, or all of them would take their contacts with them
        connections.ifPresent(shutdown::closing);
        shutdown.closing(listeners::stopAccepting);
        listeners.boundAddresses().forEach(address -> LOG.notice("listening on {}", address));
        reload = next -> prepare(next, register, listeners);
    }

    /** How another configuration comes into force, once the listeners are open. */
    Reload.Target reload() {
        return reload;
    }

    /** Reads what can be wrong, so that what is left cannot fail any more. */
    private Runnable prepare(RegistrarConfig next, RegisterHandler register, Listeners listeners)
            throws IOException, RefusedException {
        Optional<TlsIdentity> identity = identity(next);
        Optional<UserAuthenticator> users = fileUsers.isPresent()
                ? Optional.of(ofFile(next.credentialsFile().orElseThrow(), next))
                : Optional.empty();
        return () -> {
            register.judgeBy(registerSettings(next));
            identity.ifPresent(listeners::show);
            users.ifPresent(judge -> fileUsers.orElseThrow().replace(judge));
        };
    }

    /** What lets contacts end with their connections; nothing where they stay. */
    private Optional<ConnectionContacts> connectionContacts(LocationService stored) {
        return config.get(RollcallParams.ON_CONNECTION_CLOSE) == ConnectionLoss.REMOVE
                ? Optional.of(new ConnectionContacts(stored, config.get(RollcallParams.CONNECTION_GRACE), clock))
                : Optional.empty();
    }

    private void count(Optional<DatabaseWriter> writer) {
        String name = config.get(RollcallParams.TABLE);
        // OpenSIPS: registered_users is of all tables, and this is the only one
        statistics.add("usrloc:registered_users", table::aorCount);
        statistics.add("usrloc:" + name + "-users", table::aorCount);
        statistics.add("usrloc:" + name + "-contacts", table::size);
        writer.ifPresent(w -> {
            statistics.add("usrloc:contacts_to_write", table::dirtyCount);
            statistics.add("usrloc:database_degraded", () -> w.isDegraded() ? 1 : 0);
        });
    }

    private DatabaseWriter writer(LocationStore rows) {
        boolean useDomain = config.get(UsrlocParams.USE_DOMAIN);
        return config.writeMode() == WriteMode.WRITE_THROUGH
                ? new WriteThrough(table, rows, useDomain, config.databaseTimeZone(), clock)
                : new WriteBack(table, rows, useDomain, config.databaseTimeZone(),
                        config.get(UsrlocParams.TIMER_INTERVAL), config.get(RollcallParams.WRITE_BACK_QUEUE), clock);
    }

    /** Nobody's, unless somebody may look contacts up. */
    private RequestTaker lookup(
            Optional<UserAuthenticator> authenticator, Optional<ServedDomains> domains, Responses responses) {
        Networks from = config.get(AdmissionParams.LOOKUP_FROM);
        return from.isEmpty()
                ? (request, flow) -> false
                : new LookupHandler(
                        new LookupSettings(
                                config.aorPolicy(),
                                config.get(RollcallParams.CHAR_SIGN),
                                from,
                                config.get(AdmissionParams.LOOKUP_FLAGS)),
                        table,
                        domain -> domains.isEmpty() || domains.get().has(domain),
                        authenticator.map(users -> users::has),
                        responses,
                        clock);
    }

    private UserAuthenticator authenticator() throws InterruptedException, RefusedException {
        if (config.credentialsFile().isPresent()) {
            ReplaceableAuthenticator users =
                    new ReplaceableAuthenticator(ofFile(config.credentialsFile().get(), config));
            fileUsers = Optional.of(users);
            return users;
        }
        boolean shared = database.isPresent() && config.authDatabaseUrl().equals(config.databaseUrl());
        Database subscribers = shared ? database.get() : openSubscribers(config);
        if (!shared) {
            shutdown.closing(subscribers);
        }
        DigestAuthenticator authenticator = DigestAuthenticator.open(subscribers, authSettings(config));
        shutdown.closing(authenticator);
        return authenticator;
    }

    /** Authenticates against a file of users. @throws RefusedException where the file is refused */
    static DigestAuthenticator ofFile(Path credentials, RegistrarConfig config) throws RefusedException {
        try {
            return DigestAuthenticator.of(CredentialsFile.read(credentials), authSettings(config));
        } catch (IOException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /** Opens the database of the subscriber table, which is the caller's to close. */
    static Database openSubscribers(RegistrarConfig config) throws InterruptedException {
        return Databases.open(
                config.authDatabaseUrl(),
                Access.READ_ONLY,
                DigestAuthenticator.CONNECTIONS,
                config.get(RollcallParams.DB_RETRY));
    }

    static AuthSettings authSettings(RegistrarConfig config) {
        boolean plain = config.get(AuthParams.CALCULATE_HA1);
        return new AuthSettings(
                config.find(RollcallParams.REALM),
                config.get(RollcallParams.SUBSCRIBER_TABLE),
                config.get(AuthParams.USER_COLUMN),
                config.get(AuthParams.DOMAIN_COLUMN),
                config.find(AuthParams.PASSWORD_COLUMN).orElseGet(() -> AuthSettings.defaultPasswordColumn(plain)),
                config.get(AuthParams.HASH_COLUMN_SHA256),
                plain,
                config.get(AuthParams.USE_DOMAIN),
                config.get(RollcallParams.OFFER_SHA256),
                config.get(RollcallParams.NONCE_EXPIRE),
                config.get(RollcallParams.CREDENTIAL_CACHE),
                config.aorPolicy(),
                config.get(RollcallParams.IDENTITY));
    }

    private static RegisterSettings registerSettings(RegistrarConfig config) {
        return new RegisterSettings(
                config.aorPolicy(),
                config.get(RollcallParams.CHAR_SIGN),
                lengthLimits(config),
                expiryPolicy(config),
                savePolicy(config),
                new PathPolicy(config.get(RollcallParams.PATH), config.get(RollcallParams.PATH_RECEIVED)),
                new NatPolicy(config.get(RollcallParams.NAT_UAC_TEST)),
                config.get(RegistrarParams.DEFAULT_Q),
                (int) config.get(RegistrarParams.RETRY_AFTER).toSeconds());
    }

    private static LengthLimits lengthLimits(RegistrarConfig config) {
        return new LengthLimits(
                config.get(RegistrarParams.MAX_USERNAME_LEN),
                config.get(RegistrarParams.MAX_DOMAIN_LEN),
                config.get(RegistrarParams.MAX_AOR_LEN),
                config.get(RegistrarParams.MAX_CONTACT_LEN));
    }

    private static ExpiryPolicy expiryPolicy(RegistrarConfig config) {
        return new ExpiryPolicy(
                config.get(RegistrarParams.DEFAULT_EXPIRES).toSeconds(),
                config.get(RegistrarParams.MIN_EXPIRES).toSeconds(),
                config.get(RegistrarParams.MAX_EXPIRES).toSeconds(),
                (int) config.get(RegistrarParams.EXPIRES_MAX_DEVIATION).toSeconds(),
                config.get(RollcallParams.ON_LOW_EXPIRES) == LowExpires.REJECT);
    }

    private static SavePolicy savePolicy(RegistrarConfig config) {
        return new SavePolicy(
                config.get(RegistrarParams.MAX_CONTACTS),
                config.get(RollcallParams.MAX_CONTACTS_POLICY),
                config.get(UsrlocParams.MATCHING_MODE),
                config.get(RegistrarParams.ALLOW_DUP_CSEQ));
    }

    private static Optional<TlsIdentity> identity(RegistrarConfig config) throws IOException {
        if (config.listeners().stream().map(ListenAddress::transport).noneMatch(t -> t.isSecure())) {
            return Optional.empty();
        }
        Optional<TlsIdentity> set = config.tlsIdentity();
        return set.isPresent() ? set : Optional.of(TlsIdentity.selfSigned(Path.of("").toAbsolutePath()));
    }
}
