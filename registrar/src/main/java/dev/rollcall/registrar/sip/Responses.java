package dev.rollcall.registrar.sip;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/**
 * Answers requests (RFC 3261 8.2.6): Via as received but for {@code received} and {@code rport}, From, To with a tag,
 * Call-ID and CSeq of the request, byte for byte. Safe for any thread.
 *
 * <p>The To tag is half of the request's key: the same for the same request, so that a retransmission gets the same
 * answer without any state (RFC 3261 8.2.7), and unpredictable (RFC 3261 19.3).
 */
public final class Responses {
    /** Each thread's own; nothing of an answer outlives its sending. */
    private static final ThreadLocal<MessageWriter> WRITERS = ThreadLocal.withInitial(MessageWriter::new);

    private final byte[] lastLines;
    private final RequestKeys keys = new RequestKeys(new SecureRandom());

    /**
     * Answers in the name of a server.
     *
     * @param server the value of the Server header, {@code Rollcall/1.0}
     */
    public Responses(String server) {
        lastLines = ("Server: " + server + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes an answer without a body and sends it where it belongs. */
    public void send(SipRequest request, Flow flow, int status, String reason, List<Header> headers) {
        MessageWriter answer = begin(request, flow, key(request, flow), status, reason);
        for (Header header : headers) {
            answer.put(header.name()).put(": ").put(header.value()).endLine();
        }
        end(answer);
        flow.send(answer.bytes(), 0, answer.length(), port(request, flow));
    }

    /** What a request is known by, its answer and its retransmissions too. */
    public RequestKey key(SipRequest request, Flow flow) {
        return keys.of(request, flow.remote());
    }

    /**
     * Begins an answer with all that a request's own headers give; further headers may be put behind. It is the
     * thread's only one, until {@link #end} and the flow's sending.
     */
    public MessageWriter begin(SipRequest request, Flow flow, RequestKey key, int status, String reason) {
        HeaderTable table = request.table();
        MessageWriter answer = WRITERS.get().begin();
        answer.put("SIP/2.0 ").putNumber(status).put(' ').put(reason).endLine();
        writeVias(answer, request, flow.remote());
        copy(answer, table, HeaderName.FROM);
        writeTo(answer, request, key);
        copy(answer, table, HeaderName.CALL_ID);
        copy(answer, table, HeaderName.CSEQ);
        return answer;
    }

    /** Ends an answer, which has no body. */
    public void end(MessageWriter answer) {
        answer.put(lastLines);
    }

    /** The port on the source's address that an answer goes to; connections ignore it. */
    public int port(SipRequest request, Flow flow) {
        return ResponseVia.port(request.topVia(), flow.remote(), flow.transport().isSecure());
    }

    private static void writeVias(MessageWriter answer, SipRequest request, InetSocketAddress source) {
        HeaderTable table = request.table();
        int top = table.first(HeaderName.VIA);
        ResponseVia.write(answer.put(HeaderName.VIA.prefix()), table, top, request.topVia(), source);
        answer.endLine();
        for (int i = table.find(HeaderName.VIA, top + 1); i >= 0; i = table.find(HeaderName.VIA, i + 1)) {
            copyLine(answer, table, i);
        }
    }

    private static void writeTo(MessageWriter answer, SipRequest request, RequestKey key) {
        HeaderTable table = request.table();
        int to = table.first(HeaderName.TO);
        if (to >= 0 && request.toHeader().lacksTag()) {
            answer.put(HeaderName.TO.prefix()).put(table.bytes, table.valueStart(to), table.valueEnd(to));
            answer.put(";tag=").putHex(key.high()).endLine();
        } else {
            copy(answer, table, HeaderName.TO);
        }
    }

    /** Copies a header, if it is there: only an answer to a malformed request may lack one. */
    private static void copy(MessageWriter answer, HeaderTable table, HeaderName name) {
        int header = table.first(name);
        if (header >= 0) {
            copyLine(answer, table, header);
        }
    }

    private static void copyLine(MessageWriter answer, HeaderTable table, int header) {
        answer.put(table.name(header).prefix());
        answer.put(table.bytes, table.valueStart(header), table.valueEnd(header)).endLine();
    }
}
