package dev.rollcall.registrar.sip;

import java.util.Optional;

/**
 * The one SIP parser, for every transport: one message of bytes in, a request, a response or a fault out. Strict by
 * RFC 3261 section 25 in what the registrar reads: the start line, the form of every header line, the mandatory
 * headers and the topmost Via; other headers are checked by who asks for them. Safe for any thread.
 *
 * <p>What it finds out about a message it keeps in arrays that each thread uses again for its next message, so that a
 * message leaves nothing behind.
 */
public final class SipParser {
    /** The longest message in bytes, body included; no datagram can carry more. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 65536;
    /** The most header lines, folded ones counted once; a REGISTER has about twenty. */
    public static final int DEFAULT_MAX_HEADERS = 256;

    private static final ThreadLocal<Scan> SCANS = ThreadLocal.withInitial(() -> new Scan(false));

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

    /** Parses one message; the result refers to the array, and is valid until this thread parses the next one. */
    SipMessage parse(byte[] bytes, int offset, int length) {
        if (length > maxMessageBytes) {
            return new MalformedMessage(Fault.of(Fault.Kind.TOO_LARGE), Optional.empty());
        }
        int to = offset + length;
        int from = behindEmptyLines(bytes, offset, to);
        Scan scan = SCANS.get();
        scan.headers.scan(bytes, from, to, maxHeaders);
        return scan.headers.isFolded() ? parseUnfolded(Folding.unfold(bytes, from, to)) : understand(scan);
    }

    private SipMessage parseUnfolded(byte[] bytes) {
        Scan scan = new Scan(true);
        scan.headers.scan(bytes, 0, bytes.length, maxHeaders);
        return understand(scan);
    }

    // RFC 3261 7.5: empty lines before the start line are ignored.
    private static int behindEmptyLines(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 1 < to && bytes[i] == '\r' && bytes[i + 1] == '\n') {
            i += 2;
        }
        return i;
    }

    private SipMessage understand(Scan scan) {
        if (StatusLine.begins(scan.table)) {
            return StatusLine.parse(scan.table);
        }
        SipRequest request = scan.request;
        request.begin();
        Fault fault = firstFault(scan.headers.fault(), request);
        if (fault == null) {
            return request;
        }
        boolean answerable = request.hasTopVia() && !isAck(request);
        return new MalformedMessage(fault, answerable ? Optional.of(request) : Optional.empty());
    }

    private Fault firstFault(Fault inLines, SipRequest request) {
        if (inLines != null) {
            return inLines;
        }
        if (request.line().fault() != null) {
            return request.line().fault();
        }
        Fault inHeaders = MandatoryHeaders.firstFault(request);
        if (inHeaders != null) {
            return inHeaders;
        }
        return request.hasTopVia() ? bodyFault(request.table()) : new Fault(Fault.Kind.MALFORMED, HeaderName.VIA);
    }

    // RFC 3261 18.3: bytes behind the body's end are discarded; a body that ends too early is an error.
    private Fault bodyFault(HeaderTable table) {
        int header = table.first(HeaderName.CONTENT_LENGTH);
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
    private static boolean isAck(SipRequest request) {
        if (request.line().method() == Method.ACK || request.line().fault() == null) {
            return request.line().method() == Method.ACK;
        }
        int cseq = request.table().first(HeaderName.CSEQ);
        return cseq >= 0 && request.table().value(cseq).endsWith("ACK");
    }

    /** What is known about one message. */
    private static final class Scan {
        private final HeaderTable table = new HeaderTable();
        private final HeaderScanner headers = new HeaderScanner(table);
        private final SipRequest request;

        /** @param lasting whether it is for one message only */
        Scan(boolean lasting) {
            request = new SipRequest(table, lasting);
        }
    }
}
