package dev.rollcall.registrar.sip;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.AbsoluteUri;
import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request whose request line, mandatory headers and topmost Via are well-formed; other headers are understood when
 * asked for. Names of headers are taken in any case, compact forms included.
 *
 * <p>It refers to the array that it was received in, so it is valid only until {@link SipRequestHandler#handle}
 * returns; what must outlive that works on {@link #retained}. Immutable as long as that array is.
 */
public final class SipRequest implements SipMessage {
    private final HeaderTable table;
    private final boolean ownsBytes;
    private final RequestLine line;
    private final Via topVia;

    SipRequest(HeaderTable table, boolean ownsBytes, RequestLine line, Via topVia) {
        this.table = table;
        this.ownsBytes = ownsBytes;
        this.line = line;
        this.topVia = topVia;
    }

    /** This request over bytes of its own, valid for ever. */
    public SipRequest retained() {
        if (ownsBytes) {
            return this;
        }
        HeaderTable copy = table.copy();
        int via = copy.find(HeaderName.VIA, 0);
        Via copiedVia = Via.parse(copy.bytes, copy.valueStart(via), copy.valueEnd(via));
        return new SipRequest(copy, true, line.shifted(-table.startLineStart), copiedVia);
    }

    /** The method, in the case that it has. */
    public String method() {
        return line.method();
    }

    /** The method's bytes, valid as long as this request is. */
    public Octets methodOctets() {
        return Octets.of(table.bytes, table.startLineStart, line.uriStart() - 1);
    }

    /** The Request-URI's bytes, valid as long as this request is. */
    public Octets requestUriOctets() {
        return Octets.of(table.bytes, line.uriStart(), line.uriEnd());
    }

    /** The index of the first header of a name from an index on, for {@link #value}; -1 without one. */
    public int find(HeaderName name, int from) {
        return table.find(name, from);
    }

    /** The value of the header at an index without the white space around it, valid as long as this request is. */
    public Octets value(int header) {
        return Octets.of(table.bytes, table.valueStart(header), table.valueEnd(header));
    }

    /** The Request-URI as it stands. */
    public String requestUriText() {
        return table.text(line.uriStart(), line.uriEnd());
    }

    /** The Request-URI where its scheme is sip or sips. */
    public Optional<SipUri> requestUri() {
        return SipUri.parse(table.bytes, line.uriStart(), line.uriEnd());
    }

    /** Whether the Request-URI's scheme is sip or sips. */
    boolean hasSipUri() {
        return AbsoluteUri.isSip(table.bytes, line.uriStart(), line.uriEnd());
    }

    /** The topmost Via. */
    public Via topVia() {
        return topVia;
    }

    /** The From address. */
    public NameAddr from() {
        return address(HeaderName.FROM);
    }

    /** The To address. */
    public NameAddr to() {
        return address(HeaderName.TO);
    }

    /** The From tag, or nothing from a client of RFC 2543. */
    public Optional<String> fromTag() {
        return from().parameter("tag").map(Parameter::value);
    }

    /** The To tag, or nothing outside a dialog. */
    public Optional<String> toTag() {
        return to().parameter("tag").map(Parameter::value);
    }

    /** The Call-ID. */
    public String callId() {
        return table.value(table.find(HeaderName.CALL_ID, 0));
    }

    /** The CSeq number, 0 to 2^31-1. */
    public long cseq() {
        int header = table.find(HeaderName.CSEQ, 0);
        return CSeq.number(table.bytes, table.valueStart(header), table.valueEnd(header));
    }

    /** The value of the first header of a name, or nothing without one. */
    public Optional<String> header(String name) {
        int header = find(HeaderName.of(name), name, 0);
        return header < 0 ? Optional.empty() : Optional.of(table.value(header));
    }

    /** The values of all headers of a name in their order, one a header line; lists are not taken apart. */
    public List<String> headers(String name) {
        HeaderName known = HeaderName.of(name);
        int first = find(known, name, 0);
        if (first < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (int i = first; i >= 0; i = find(known, name, i + 1)) {
            values.add(table.value(i));
        }
        return values;
    }

    /** The elements of all headers of a name whose values are lists of tokens: Require, Supported, Allow. */
    public List<String> tokens(String name) {
        List<String> values = headers(name);
        if (values.isEmpty()) {
            return values;
        }
        List<String> tokens = new ArrayList<>();
        for (String value : values) {
            for (String token : value.split(",")) {
                if (!token.isBlank()) {
                    tokens.add(token.strip());
                }
            }
        }
        return tokens;
    }

    /** The Contacts of all Contact headers. */
    public Parsed<Contacts> contacts() {
        return Contacts.of(table);
    }

    /** The Expires header in seconds, 0 to 2^32-1, or nothing without one. */
    public Parsed<OptionalLong> expires() {
        int header = table.find(HeaderName.EXPIRES, 0);
        if (header < 0) {
            return Parsed.of(OptionalLong.empty());
        }
        OptionalLong seconds = DeltaSeconds.parse(table.value(header));
        return seconds.isPresent() ? Parsed.of(seconds) : Parsed.fault("Malformed Expires");
    }

    HeaderTable table() {
        return table;
    }

    private NameAddr address(HeaderName name) {
        int header = table.find(name, 0);
        return NameAddr.parse(table.bytes, table.valueStart(header), table.valueEnd(header)).orElseThrow();
    }

    private int find(HeaderName known, String name, int from) {
        return known == HeaderName.OTHER ? table.findOther(name, from) : table.find(known, from);
    }
}
