package dev.rollcall.registrar.sip;

import dev.rollcall.uri.AddressScanner;
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

    private final HeaderTable table;
    private final String method;

    MandatoryHeaders(HeaderTable table, String method) {
        this.table = table;
        this.method = method;
    }

    /** The first rule that is broken, or {@code null}; the topmost Via's form is the caller's. */
    Fault firstFault() {
        HeaderName missing = firstMissing();
        if (missing != null) {
            return new Fault(Fault.Kind.MISSING, missing);
        }
        for (int i = 0; i < table.count(); i++) {
            if (!isValid(i)) {
                return new Fault(Fault.Kind.MALFORMED, table.name(i));
            }
        }
        return isCseqMethodEqual() ? null : Fault.of(Fault.Kind.CSEQ_METHOD);
    }

    private HeaderName firstMissing() {
        for (HeaderName name : MANDATORY) {
            if (table.find(name, 0) < 0) {
                return name;
            }
        }
        return null;
    }

    private boolean isValid(int header) {
        byte[] bytes = table.bytes;
        int from = table.valueStart(header);
        int to = table.valueEnd(header);
        return switch (table.name(header)) {
            case FROM, TO -> isAddress(from, to);
            case CALL_ID -> isCallId(from, to);
            case CSEQ -> CSeq.number(bytes, from, to) >= 0;
            case MAX_FORWARDS -> {
                long number = ContentLength.parse(bytes, from, to);
                yield number >= 0 && number <= MAX_FORWARDS;
            }
            case CONTENT_LENGTH -> ContentLength.parse(bytes, from, to) >= 0;
            case REQUIRE -> from < to && table.isTokenList(header);
            default -> true;
        };
    }

    private boolean isAddress(int from, int to) {
        AddressScanner address = new AddressScanner(table.bytes, from, to);
        if (!address.single()) {
            return false;
        }
        int tag = address.parameters().find("tag");
        if (tag < 0) {
            return true;
        }
        int value = address.parameters().valueStart(tag);
        return value >= 0 && SipChars.is(table.bytes[value], SipChars.TOKEN);
    }

    // callid = word [ "@" word ]
    private boolean isCallId(int from, int to) {
        int end = SipChars.endOfRun(table.bytes, from, to, SipChars.WORD);
        if (end == from || end == to) {
            return end > from;
        }
        return table.bytes[end] == '@'
                && end + 1 < to
                && SipChars.endOfRun(table.bytes, end + 1, to, SipChars.WORD) == to;
    }

    private boolean isCseqMethodEqual() {
        int cseq = table.find(HeaderName.CSEQ, 0);
        int to = table.valueEnd(cseq);
        int methodStart = CSeq.methodStart(table.bytes, table.valueStart(cseq), to);
        return RequestLine.isText(method, table.bytes, methodStart, to);
    }
}
