package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;

/**
 * The rules for the headers that every request has (RFC 3261 8.1.1), and for those that decide what to do with it at
 * all. A missing Max-Forwards passes, as it does in RFC 3261 16.3.
 */
final class MandatoryHeaders {
    private static final HeaderName[] MANDATORY = {
        HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ
    };
    private static final long MAX_FORWARDS = 255;

    private MandatoryHeaders() {}

    /** The first rule that a request breaks, or {@code null}; the topmost Via's form is the caller's. */
    static Fault firstFault(SipRequest request) {
        HeaderTable table = request.table();
        for (HeaderName name : MANDATORY) {
            if (table.first(name) < 0) {
                return new Fault(Fault.Kind.MISSING, name);
            }
        }
        for (int i = 0; i < table.count(); i++) {
            if (!isValid(request, table, i)) {
                return new Fault(Fault.Kind.MALFORMED, table.name(i));
            }
        }
        return request.isCseqMethodEqual() ? null : Fault.of(Fault.Kind.CSEQ_METHOD);
    }

    private static boolean isValid(SipRequest request, HeaderTable table, int header) {
        return switch (table.name(header)) {
            case FROM -> request.fromHeader().isValid();
            case TO -> request.toHeader().isValid();
            case CALL_ID -> isCallId(table.bytes, table.valueStart(header), table.valueEnd(header));
            case CSEQ -> request.cseq() >= 0;
            case MAX_FORWARDS -> isNumber(table, header, MAX_FORWARDS);
            case CONTENT_LENGTH -> isNumber(table, header, Long.MAX_VALUE);
            case REQUIRE -> table.valueStart(header) < table.valueEnd(header) && table.isTokenList(header);
            default -> true;
        };
    }

    private static boolean isNumber(HeaderTable table, int header, long max) {
        long number = ContentLength.parse(table.bytes, table.valueStart(header), table.valueEnd(header));
        return number >= 0 && number <= max;
    }

    // callid = word [ "@" word ]
    private static boolean isCallId(byte[] bytes, int from, int to) {
        int end = SipChars.endOfRun(bytes, from, to, SipChars.WORD);
        if (end == from || end == to) {
            return end > from;
        }
        return bytes[end] == '@'
                && end + 1 < to
                && SipChars.endOfRun(bytes, end + 1, to, SipChars.WORD) == to;
    }
}
