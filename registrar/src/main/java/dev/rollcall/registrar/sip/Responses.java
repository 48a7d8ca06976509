package dev.rollcall.registrar.sip;

import dev.rollcall.uri.AddressScanner;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/**
 * Answers requests (RFC 3261 8.2.6): Via as received but for {@code received} and {@code rport}, From, To with a tag,
 * Call-ID and CSeq of the request, byte for byte. Safe for any thread.
 */
public final class Responses {
    /** Each thread's own; nothing of an answer outlives its building but the array that is sent. */
    private static final ThreadLocal<MessageWriter> WRITER = ThreadLocal.withInitial(MessageWriter::new);

    private final byte[] lastLines;
    private final ToTag toTag = new ToTag(new SecureRandom());

    /**
     * Answers in the name of a server.
     *
     * @param server the value of the Server header, {@code Rollcall/1.0}
     */
    public Responses(String server) {
        lastLines = ("Server: " + server + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Builds an answer without a body and sends it where it belongs. */
    public void send(SipRequest request, Flow flow, int status, String reason, List<Header> headers) {
        byte[] message = build(request, flow.remote(), status, reason, headers);
        flow.send(message, 0, message.length, port(request, flow));
    }

    /** An answer without a body, whole. */
    public byte[] build(
            SipRequest request, InetSocketAddress source, int status, String reason, List<Header> headers) {
        HeaderTable table = request.table();
        MessageWriter writer = WRITER.get().begin();
        writer.put("SIP/2.0 ").putNumber(status).put(' ').put(reason).endLine();
        writeVias(writer, request, source);
        copy(writer, table, HeaderName.FROM);
        copy(writer, table, HeaderName.TO);
        copy(writer, table, HeaderName.CALL_ID);
        copy(writer, table, HeaderName.CSEQ);
        for (Header header : headers) {
            writer.put(header.name()).put(": ").put(header.value()).endLine();
        }
        return writer.put(lastLines).toBytes();
    }

    /** The port on the source's address that an answer goes to; connections ignore it. */
    public int port(SipRequest request, Flow flow) {
        return ResponseVia.port(request.topVia(), flow.remote(), flow.transport().isSecure());
    }

    private static void writeVias(MessageWriter writer, SipRequest request, InetSocketAddress source) {
        HeaderTable table = request.table();
        int top = table.find(HeaderName.VIA, 0);
        for (int i = top; i >= 0; i = table.find(HeaderName.VIA, i + 1)) {
            writer.put(HeaderName.VIA.prefix());
            if (i == top) {
                ResponseVia.write(writer, table, i, request.topVia(), source);
            } else {
                writer.put(table.bytes, table.valueStart(i), table.valueEnd(i));
            }
            writer.endLine();
        }
    }

    private void copy(MessageWriter writer, HeaderTable table, HeaderName name) {
        int header = table.find(name, 0);
        // Only an answer to a malformed request may lack one.
        if (header < 0) {
            return;
        }
        writer.put(name.prefix()).put(table.bytes, table.valueStart(header), table.valueEnd(header));
        if (name == HeaderName.TO && lacksTag(table, header)) {
            writer.put(";tag=").putHex(toTag.of(table));
        }
        writer.endLine();
    }

    private static boolean lacksTag(HeaderTable table, int header) {
        AddressScanner to = new AddressScanner(table.bytes, table.valueStart(header), table.valueEnd(header));
        return to.single() && to.parameters().find("tag") < 0;
    }
}
