package dev.rollcall.registrar;

import dev.rollcall.Version;
import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.ConnectionLoss;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
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
import dev.rollcall.sql.Database;
import dev.rollcall.sql.LocationStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

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
        Authentication authentication = Authentication.open(config, database, shutdown);
        Optional<DatabaseWriter> writer = store.map(this::writer);
        LocationService stored = writer.isPresent() ? writer.get() : new MemoryLocationService(table);
        Optional<ConnectionContacts> connections = connectionContacts(stored);
        LocationService locations = connections.isPresent() ? connections.get() : stored;
        ExpiryTimer expiry = new ExpiryTimer(table, clock);
        Responses responses = new Responses("Rollcall/" + Version.text());
        AdmissionParts admission = new AdmissionParts(config);
        RegisterSettings settings = Settings.register(config);
        RegisterHandler register = new RegisterHandler(
                settings, locations, authentication.judge().map(admission::watched), responses, clock);
        RequestDispatcher dispatcher =
                dispatcher(register, settings.optionTags(), admission, authentication, responses);
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
        reload = next -> prepare(next, register, authentication, listeners);
    }

    /** How another configuration comes into force, once the listeners are open. */
    Reload.Target reload() {
        return reload;
    }

    /** Reads what can be wrong, so that what is left cannot fail any more. */
    private static Runnable prepare(
            RegistrarConfig next, RegisterHandler register, Authentication authentication, Listeners listeners)
            throws IOException, RefusedException {
        Optional<TlsIdentity> identity = identity(next);
        Runnable users = authentication.prepare(next);
        return () -> {
            register.judgeBy(Settings.register(next));
            identity.ifPresent(listeners::show);
            users.run();
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

    private RequestDispatcher dispatcher(
            RegisterHandler register,
            Set<String> optionTags,
            AdmissionParts admission,
            Authentication authentication,
            Responses responses) throws InterruptedException {
        Optional<ServedDomains> domains =
                Domains.areConfigured(config) ? Optional.of(Domains.open(config, shutdown)) : Optional.empty();
        SipRequestHandler ofServedDomains = domains.<SipRequestHandler>map(served ->
                new DomainGate(served, config.aorPolicy(), responses, register, System::nanoTime)).orElse(register);
        return new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                responses,
                admission.screen(),
                ofServedDomains,
                lookup(authentication.judge(), domains, responses),
                optionTags,
                System::nanoTime);
    }

    /** Nobody's, unless somebody may look contacts up. */
    private RequestTaker lookup(
            Optional<UserAuthenticator> users, Optional<ServedDomains> domains, Responses responses) {
        LookupSettings settings = Settings.lookup(config);
        return settings.from().isEmpty()
                ? (request, flow) -> false
                : new LookupHandler(
                        settings,
                        table,
                        domain -> domains.isEmpty() || domains.get().has(domain),
                        users.map(known -> known::has),
                        responses,
                        clock);
    }

    private static Optional<TlsIdentity> identity(RegistrarConfig config) throws IOException {
        if (config.listeners().stream().map(ListenAddress::transport).noneMatch(t -> t.isSecure())) {
            return Optional.empty();
        }
        Optional<TlsIdentity> set = config.tlsIdentity();
        return set.isPresent() ? set : Optional.of(TlsIdentity.selfSigned(Path.of("").toAbsolutePath()));
    }
}
