package dev.rollcall.registrar.register;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.auth.Authenticator;
import dev.rollcall.registrar.auth.Verdict;
import dev.rollcall.registrar.register.RetransmissionCache.Answer;
import dev.rollcall.registrar.register.RetransmissionCache.Earlier;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageWriter;
import dev.rollcall.registrar.sip.RequestKey;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.sip.SipRequestHandler;
import dev.rollcall.registrar.usrloc.CurrentBinding;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers REGISTER by RFC 3261 10.3, in the steps and order given there: retransmission, extensions asked for,
 * authentication, the request read whole, the bindings changed all or none. Safe for any thread.
 *
 * <p>Answers are OpenSIPS' where the RFC leaves the choice; unlike OpenSIPS an equal CSeq under the stored Call-ID is
 * refused (RFC 3261 10.3 step 7), since what only repeats a datagram never comes that far.
 */
public final class RegisterHandler implements SipRequestHandler {
    /** What a flood of datagrams can make the retransmission caches hold at most, all together. */
    private static final int MAX_REMEMBERED_REQUESTS = 65_536;
    private static final long MAX_REMEMBERED_BYTES = 48L << 20;
    /** As many threads serve sockets. */
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    /** When a client may come back after the database did not take its registration. */
    private static final int DATABASE_RETRY_SECONDS = 10;

    private volatile RegisterSettings settings;
    private final LocationService locations;
    private final Optional<Authenticator> authenticator;
    private final boolean answersInPlace;
    private final Responses responses;
    private final InstantSource clock;
    private final ThreadLocal<RetransmissionCache> retransmissions = ThreadLocal.withInitial(() ->
            new RetransmissionCache(MAX_REMEMBERED_REQUESTS / THREADS, MAX_REMEMBERED_BYTES / THREADS, System::nanoTime));
    private final SipDate date = new SipDate();
    private final SocketName socket = new SocketName();

    /** @param authenticator nothing where everybody may register everything */
    public RegisterHandler(
            RegisterSettings settings,
            LocationService locations,
            Optional<Authenticator> authenticator,
            Responses responses,
            InstantSource clock) {
        this.settings = settings;
        this.locations = locations;
        this.authenticator = authenticator;
        this.answersInPlace = locations.answersInPlace();
        this.responses = responses;
        this.clock = clock;
    }

    /** Judges every REGISTER that is read from now on by other settings. */
    public void judgeBy(RegisterSettings next) {
        settings = next;
    }

    @Override
    public void handle(SipRequest request, Flow flow) {
        RequestKey key = responses.key(request, flow);
        RetransmissionCache cache = retransmissions.get();
        Optional<Earlier> earlier = Exchange.isRepeated(flow) ? cache.begin(key) : Optional.empty();
        if (earlier.isPresent()) {
            earlier.get().answer().ifPresent(answer -> repeat(answer, flow));
            return;
        }
        authenticate(new Exchange(request, flow, key, responses, cache));
    }

    private static void repeat(Answer answer, Flow flow) {
        flow.send(answer.message(), 0, answer.message().length, answer.port());
    }

    private void authenticate(Exchange exchange) {
        if (authenticator.isEmpty()) {
            register(exchange);
            return;
        }
        Verdict verdict = authenticator.get().authenticate(exchange.request(), exchange.flow());
        if (verdict instanceof Verdict.Undecided undecided) {
            Exchange lasting = exchange.retained();
            undecided.decide(exchange.flow(), decided -> judged(lasting, decided));
        } else {
            judged(exchange, verdict);
        }
    }

    private void judged(Exchange exchange, Verdict verdict) {
        if (verdict instanceof Verdict.Granted) {
            register(exchange);
        } else if (verdict instanceof Verdict.Challenge challenge) {
            exchange.end(exchange.begin(401, "Unauthorized").put(challenge.headers()));
        } else if (verdict instanceof Verdict.Malformed malformed) {
            exchange.refuse(Refusal.badRequest(malformed.cause()));
        } else if (verdict instanceof Verdict.Forbidden) {
            exchange.answer(403, "Forbidden", List.of());
        } else if (verdict instanceof Verdict.Unavailable unavailable) {
            int retryAfter = unavailable.retryAfterSeconds();
            exchange.refuse(Refusal.unavailable("Credentials cannot be looked up now", retryAfter));
        }
    }

    private void register(Exchange authenticated) {
        Exchange exchange = answersInPlace ? authenticated : authenticated.retained();
        long now = clock.millis() / 1000;
        Flow flow = exchange.flow();
        RegistrationReader reader =
                new RegistrationReader(settings, exchange.request(), flow, socket.of(flow), now);
        Registration registration = reader.read();
        if (registration == null) {
            exchange.refuse(reader.refusal());
            return;
        }
        Thread thread = Thread.currentThread();
        locations.save(registration, now, outcome -> {
            if (Thread.currentThread() == thread) {
                saved(exchange, outcome, now);
            } else {
                flow.execute(() -> saved(exchange, outcome, now));
            }
        });
    }

    private void saved(Exchange exchange, Outcome outcome, long now) {
        if (outcome instanceof Accepted accepted) {
            accept(exchange, accepted.bindings(), now);
        } else {
            exchange.refuse(refusal(((Refused) outcome).reason()));
        }
    }

    private void accept(Exchange exchange, List<CurrentBinding> bindings, long now) {
        MessageWriter answer = exchange.begin(200, "OK");
        ContactHeader.write(answer, bindings, now);
        Octets path = PathReader.shown(settings.path(), exchange.request());
        if (path != null) {
            answer.put("Path: ").put(path).endLine();
        }
        answer.put(date.line(now));
        keepConnection(exchange.flow(), bindings, now);
        exchange.end(answer);
    }

    /** A connection lives as long as the contacts of the phone that it leads to. */
    private static void keepConnection(Flow flow, List<CurrentBinding> bindings, long now) {
        if (flow.connectionId() == 0) {
            return;
        }
        long longest = 0;
        for (int i = 0; i < bindings.size(); i++) {
            longest = Math.max(longest, ContactHeader.secondsLeft(bindings.get(i), now));
        }
        flow.keepFor(longest);
    }

    private Refusal refusal(Reason reason) {
        return switch (reason) {
            case INVALID_CSEQ -> Refusal.badRequest("Invalid CSeq number");
            case TOO_MANY_CONTACTS, NO_FREE_LABEL ->
                    Refusal.unavailable("Too many registered contacts", settings.retryAfter());
            case DATABASE -> Refusal.unavailable("The database does not take it now", databaseRetry());
        };
    }

    private int databaseRetry() {
        return settings.retryAfter() > 0 ? settings.retryAfter() : DATABASE_RETRY_SECONDS;
    }
}
