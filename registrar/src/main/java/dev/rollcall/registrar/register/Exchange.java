package dev.rollcall.registrar.register;

import dev.rollcall.registrar.register.RetransmissionCache.Answer;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Header;
import dev.rollcall.registrar.sip.RequestKey;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * One REGISTER on its way to its one answer, which retransmissions of it get too.
 *
 * @param request the REGISTER
 * @param flow where the answer goes
 * @param key what it is known by to retransmissions; {@code null} where the transport has none
 */
record Exchange(
        SipRequest request, Flow flow, RequestKey key, Responses responses, RetransmissionCache retransmissions) {

    /** The same exchange, to be answered later than now. */
    Exchange retained() {
        return new Exchange(request.retained(), flow, key, responses, retransmissions);
    }

    /** Answers. */
    void answer(int status, String reason, List<Header> headers) {
        byte[] message = responses.build(request, flow.remote(), status, reason, headers);
        int port = responses.port(request, flow);
        if (key != null) {
            retransmissions.answered(key, new Answer(message, port));
        }
        flow.send(message, 0, message.length, port);
    }

    /** Refuses, in OpenSIPS' way: what is wrong stands in P-Registrar-Error. */
    void refuse(Refusal refusal) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("P-Registrar-Error", refusal.error()));
        if (refusal.retryAfter() > 0) {
            headers.add(new Header("Retry-After", Integer.toString(refusal.retryAfter())));
        }
        answer(refusal.status(), refusal.reason(), headers);
    }
}
