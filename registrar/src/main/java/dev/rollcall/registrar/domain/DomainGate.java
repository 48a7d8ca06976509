package dev.rollcall.registrar.domain;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.log.LineLimit;
import dev.rollcall.log.ServerLog;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.sip.SipRequestHandler;
import dev.rollcall.uri.SipUriScanner;
import java.util.List;
import java.util.function.LongSupplier;

/** Lets REGISTERs for AORs of served domains pass and answers all others 404 (RFC 3261 10.3 step 5). */
public final class DomainGate implements SipRequestHandler {
    private static final ServerLog LOG = ServerLog.of("registrar", "domain");

    private final ServedDomains domains;
    private final AorPolicy policy;
    private final Responses responses;
    private final SipRequestHandler register;
    private final LineLimit refusals;

    /**
     * @param register takes what passes
     * @param nanoClock elapsed time, for the rate of log lines
     */
    public DomainGate(
            ServedDomains domains,
            AorPolicy policy,
            Responses responses,
            SipRequestHandler register,
            LongSupplier nanoClock) {
        this.domains = domains;
        this.policy = policy;
        this.responses = responses;
        this.register = register;
        this.refusals = new LineLimit(nanoClock);
    }

    @Override
    public void handle(SipRequest request, Flow flow) {
        SipUriScanner to = request.toUri();
        // A To that is no SIP URI is no AOR, which the registrar says itself.
        if (to == null || isServed(request.bytes(), to)) {
            register.handle(request, flow);
            return;
        }
        long before = refusals.add();
        if (before != LineLimit.NOT_DUE) {
            LOG.warning("{} registers in the domain {}, which is not served; 404 ({} more since the last such line)",
                    flow.source(), Octets.of(request.bytes(), to.hostStart(), to.hostEnd()), before);
        }
        responses.send(request, flow, 404, "Not Found", List.of());
    }

    private boolean isServed(byte[] bytes, SipUriScanner to) {
        return policy.realmPrefix().isEmpty()
                ? domains.has(bytes, to.hostStart(), to.hostEnd())
                : domains.has(policy.domainOf(Octets.of(bytes, to.hostStart(), to.hostEnd()).toString()));
    }
}
