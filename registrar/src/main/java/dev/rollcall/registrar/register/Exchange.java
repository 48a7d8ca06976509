package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Header;
import dev.rollcall.registrar.sip.MessageWriter;
import dev.rollcall.registrar.sip.RequestKey;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.sip.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * One REGISTER on its way to its one answer, which retransmissions of it get too.
 *
 * @param request the REGISTER
 * @param flow where the answer goes
 * @param key what it is known by
 */
record Exchange(
        SipRequest request, Flow flow, RequestKey key, Responses responses, RetransmissionCache retransmissions) {

    /** Whether the transport may bring a request twice. Streams repeat nothing. */
    static boolean isRepeated(Flow flow) {
        return flow.transport() == Transport.UDP;
    }

    /** The same exchange, to be answered later than now. */
    Exchange retained() {
        return new Exchange(request.retained(), flow, key, responses, retransmissions);
    }

    /** Answers. */
    void answer(int status, String reason, List<Header> headers) {
        MessageWriter answer = begin(status, reason);
        for (Header header : headers) {
            answer.put(header.name()).put(": ").put(header.value()).endLine();
        }
        end(answer);
    }

    /** Begins an answer, behind which headers may be put until {@link #end}. */
    MessageWriter begin(int status, String reason) {
        return responses.begin(request, flow, key, status, reason);
    }

    /** Ends the answer and sends it. */
    void end(MessageWriter answer) {
        responses.end(answer);
        int port = responses.port(request, flow);
        if (isRepeated(flow)) {
            retransmissions.answered(key, answer.bytes(), answer.length(), port);
        }
        flow.send(answer.bytes(), 0, answer.length(), port);
    }

    /** Refuses, in OpenSIPS' way: what is wrong stands in P-Registrar-Error. */
    void refuse(Refusal refusal) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("P-Registrar-Error", refusal.error()));
        refusal.header().ifPresent(headers::add);
        answer(refusal.status(), refusal.reason(), headers);
    }
}
