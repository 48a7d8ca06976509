package dev.rollcall.registrar.sip;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Takes every message from the transports and answers all but REGISTER and lookups itself, in the order of RFC 3261
 * 8.2: method, then Request-URI, then Require. Never throws. Safe for any thread.
 */
public final class RequestDispatcher implements MessageReceiver {
    private static final Header ALLOW = new Header("Allow", "REGISTER, OPTIONS");
    /** RFC 3261 20.1: an empty Accept says that no body is understood. */
    private static final Header ACCEPT = new Header("Accept", "");

    private final SipParser parser;
    private final Responses responses;
    private final RequestTaker screen;
    private final SipRequestHandler register;
    private final RequestTaker others;
    private final List<String> optionTags;
    private final DispatcherLog log;

    /** A dispatcher that answers 405 to methods other than REGISTER, OPTIONS, ACK and CANCEL. */
    public RequestDispatcher(
            SipParser parser,
            Responses responses,
            SipRequestHandler register,
            Set<String> optionTags,
            LongSupplier nanoClock) {
        this(parser, responses, null, register, (request, flow) -> false, optionTags, nanoClock);
    }

    /**
     * A dispatcher.
     *
     * @param screen takes requests before anybody else, to drop them; {@code null} where none are dropped
     * @param register what answers REGISTER
     * @param others takes requests of methods other than REGISTER, OPTIONS, ACK and CANCEL; what it leaves is answered
     *     405
     * @param optionTags the extensions that a request may require, in lower case
     * @param nanoClock elapsed time, for the rate of log lines
     */
    public RequestDispatcher(
            SipParser parser,
            Responses responses,
            RequestTaker screen,
            SipRequestHandler register,
            RequestTaker others,
            Set<String> optionTags,
            LongSupplier nanoClock) {
        this.parser = parser;
        this.responses = responses;
        this.screen = screen;
        this.register = register;
        this.others = others;
        this.optionTags = optionTags.stream().sorted().toList();
        this.log = new DispatcherLog(nanoClock);
    }

    @Override
    public void received(byte[] bytes, int offset, int length, Flow flow) {
        try {
            SipMessage message = parser.parse(bytes, offset, length);
            if (message instanceof SipRequest request) {
                dispatch(request, flow);
            } else if (message instanceof MalformedMessage malformed) {
                refuse(malformed, flow);
            } else {
                log.response(flow);
            }
        } catch (RuntimeException e) {
            log.failure(flow, e);
        }
    }

    /** Nothing to do: a binding outlives the connection that it was made over. */
    @Override
    public void closed(Flow flow) {}

    DispatcherLog log() {
        return log;
    }

    private void refuse(MalformedMessage malformed, Flow flow) {
        log.malformed(flow, malformed.fault());
        malformed.answerable().ifPresent(request -> responses.send(
                request, flow, malformed.fault().status(), malformed.fault().reason(), List.of()));
    }

    private void dispatch(SipRequest request, Flow flow) {
        Method method = request.line().method();
        if (method == Method.ACK || screen != null && screen.takes(request, flow)) {
            return;
        }
        if (lacksContentLength(request, flow)) {
            refuse(new MalformedMessage(
                    new Fault(Fault.Kind.MISSING, HeaderName.CONTENT_LENGTH), Optional.of(request)), flow);
            return;
        }
        switch (method) {
            case REGISTER -> handleUnlessRefused(request, flow, register);
            case OPTIONS -> handleUnlessRefused(request, flow, this::answerOptions);
            // RFC 3261 9.2: every request has its final answer by the time that a CANCEL could come.
            case CANCEL -> responses.send(request, flow, 481, "Call/Transaction Does Not Exist", List.of());
            default -> handle(request, flow, this::offer);
        }
    }

    // RFC 3261 18.3: on a stream nothing else tells where a message ends. RFC 7118 5.3: a WebSocket frame does.
    private static boolean lacksContentLength(SipRequest request, Flow flow) {
        boolean stream = flow.transport() == Transport.TCP || flow.transport() == Transport.TLS;
        return stream && request.table().first(HeaderName.CONTENT_LENGTH) < 0;
    }

    private void handleUnlessRefused(SipRequest request, Flow flow, SipRequestHandler handler) {
        if (!request.hasSipUri()) {
            responses.send(request, flow, 416, "Unsupported URI Scheme", List.of());
            return;
        }
        List<String> unsupported = unsupported(request);
        if (!unsupported.isEmpty()) {
            Header header = new Header("Unsupported", String.join(", ", unsupported));
            responses.send(request, flow, 420, "Bad Extension", List.of(header));
            return;
        }
        handle(request, flow, handler);
    }

    private List<String> unsupported(SipRequest request) {
        return request.table().first(HeaderName.REQUIRE) < 0
                ? List.of()
                : request.tokens("Require").stream().filter(tag -> !isSupported(tag)).toList();
    }

    private void handle(SipRequest request, Flow flow, SipRequestHandler handler) {
        try {
            handler.handle(request, flow);
        } catch (RuntimeException e) {
            log.failure(flow, e);
            responses.send(request, flow, 500, "Server Internal Error", List.of());
        }
    }

    private void offer(SipRequest request, Flow flow) {
        if (!others.takes(request, flow)) {
            responses.send(request, flow, 405, "Method Not Allowed", List.of(ALLOW));
        }
    }

    private void answerOptions(SipRequest request, Flow flow) {
        Header supported = new Header("Supported", String.join(", ", optionTags));
        responses.send(request, flow, 200, "OK", List.of(ALLOW, ACCEPT, supported));
    }

    private boolean isSupported(String tag) {
        return optionTags.stream().anyMatch(tag::equalsIgnoreCase);
    }
}
