package dev.rollcall.registrar.sip;

import java.util.Optional;

/**
 * The one SIP parser, for every transport: one message of bytes in, a request, a response or a fault out. Strict by
 * RFC 3261 section 25 in what the registrar reads: the start line, the form of every header line, the mandatory
 * headers and the topmost Via; other headers are checked by who asks for them. Stateless, safe for any thread.
 */
public final class SipParser {
    /** The longest message in bytes, body included; no datagram can carry more. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 65536;
    /** The most header lines, folded ones counted once; a REGISTER has about twenty. */
    public static final int DEFAULT_MAX_HEADERS = 256;

    private final int maxMessageBytes;
    private final int maxHeaders;

    /**
     * A parser.
     *
     * @param maxMessageBytes the longest message, body included
     * @param maxHeaders the most header lines, folded ones counted once
     */
    public SipParser(int maxMessageBytes, int maxHeaders) {
        this.maxMessageBytes = maxMessageBytes;
        this.maxHeaders = maxHeaders;
    }

    /** Parses one message; the result refers to the array. */
    SipMessage parse(byte[] bytes, int offset, int length) {
        if (length > maxMessageBytes) {
            return new MalformedMessage(Fault.of(Fault.Kind.TOO_LARGE), Optional.empty());
        }
        int to = offset + length;
        int from = behindEmptyLines(bytes, offset, to);
        HeaderScanner scanner = new HeaderScanner(bytes, from, to, maxHeaders);
        scanner.scan();
        if (!scanner.isFolded()) {
            return understand(scanner, false);
        }
        byte[] unfolded = Folding.unfold(bytes, from, to);
        HeaderScanner second = new HeaderScanner(unfolded, 0, unfolded.length, maxHeaders);
        second.scan();
        return understand(second, true);
    }

    // RFC 3261 7.5: empty lines before the start line are ignored.
    private static int behindEmptyLines(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 1 < to && bytes[i] == '\r' && bytes[i + 1] == '\n') {
            i += 2;
        }
        return i;
    }

    private SipMessage understand(HeaderScanner scanner, boolean ownsBytes) {
        HeaderTable table = scanner.table();
        if (StatusLine.begins(table)) {
            return StatusLine.parse(table);
        }
        RequestLine line = RequestLine.parse(table);
        int via = table.find(HeaderName.VIA, 0);
        Via topVia = via < 0 ? null : Via.parse(table.bytes, table.valueStart(via), table.valueEnd(via));
        Fault fault = firstFault(scanner, line, topVia);
        if (fault == null) {
            return new SipRequest(table, ownsBytes, line, topVia);
        }
        boolean answerable = topVia != null && !isAck(table, line);
        return new MalformedMessage(
                fault, answerable ? Optional.of(new SipRequest(table, ownsBytes, line, topVia)) : Optional.empty());
    }

    private Fault firstFault(HeaderScanner scanner, RequestLine line, Via topVia) {
        if (scanner.fault() != null) {
            return scanner.fault();
        }
        if (line.fault() != null) {
            return line.fault();
        }
        Fault header = new MandatoryHeaders(scanner.table(), line.method()).firstFault();
        if (header != null) {
            return header;
        }
        return topVia == null ? new Fault(Fault.Kind.MALFORMED, HeaderName.VIA) : bodyFault(scanner.table());
    }

    // RFC 3261 18.3: bytes behind the body's end are discarded; a body that ends too early is an error.
    private Fault bodyFault(HeaderTable table) {
        int header = table.find(HeaderName.CONTENT_LENGTH, 0);
        if (header < 0) {
            return null;
        }
        long length = ContentLength.parse(table.bytes, table.valueStart(header), table.valueEnd(header));
        if (length > table.bodyEnd - table.bodyStart) {
            boolean tooLarge = table.bodyStart - table.startLineStart + length > maxMessageBytes;
            return Fault.of(tooLarge ? Fault.Kind.TOO_LARGE : Fault.Kind.SHORT_BODY);
        }
        table.bodyEnd = table.bodyStart + (int) length;
        return null;
    }

    /**
     * Whether a request with a fault is an ACK as far as can be seen; without a method in its first line CSeq tells.
     */
    private static boolean isAck(HeaderTable table, RequestLine line) {
        if (line.fault() == null) {
            return line.method().equals("ACK");
        }
        int cseq = table.find(HeaderName.CSEQ, 0);
        boolean ackInCseq = cseq >= 0 && table.value(cseq).endsWith("ACK");
        return ackInCseq || line.method().equals("ACK");
    }
}
