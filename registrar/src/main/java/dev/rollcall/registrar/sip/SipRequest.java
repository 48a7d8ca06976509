package dev.rollcall.registrar.sip;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import dev.rollcall.uri.SipUriScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request whose request line, mandatory headers and topmost Via are well-formed; other headers are understood when
 * asked for. Names of headers are taken in any case, compact forms included.
 *
 * <p>It refers to the array that it was received in, and is used again for the next message of its thread: so it is
 * valid only until {@link SipRequestHandler#handle} returns. What must outlive that works on {@link #retained}.
 */
public final class SipRequest implements SipMessage {
    /** There is no Expires header. */
    public static final long NO_EXPIRES = -1;
    /** There is an Expires header, and it is no number of seconds. */
    public static final long MALFORMED_EXPIRES = -2;

    private static final long UNKNOWN = -2;
    private static final long MALFORMED = -1;

    private final HeaderTable table;
    private final boolean lasting;
    private final RequestLine line = new RequestLine();
    private final Via topVia = new Via();
    private final AddressHeader from;
    private final AddressHeader to;
    private final ContactScanner contacts;
    private boolean hasTopVia;
    private long cseq;

    /** @param lasting whether it is not used again for another message, whose bytes are its own too */
    SipRequest(HeaderTable table, boolean lasting) {
        this.table = table;
        this.lasting = lasting;
        from = new AddressHeader(HeaderName.FROM, table);
        to = new AddressHeader(HeaderName.TO, table);
        contacts = new ContactScanner(table);
    }

    /** Begins with the message that the table has just been filled with. */
    void begin() {
        line.scan(table);
        int via = table.first(HeaderName.VIA);
        hasTopVia = via >= 0 && topVia.scan(table, via);
        from.begin();
        to.begin();
        cseq = UNKNOWN;
    }

    /** This request over bytes of its own, valid for ever. */
    public SipRequest retained() {
        if (lasting) {
            return this;
        }
        SipRequest copy = new SipRequest(table.copy(), true);
        copy.begin();
        return copy;
    }

    /** The method, in the case that it has. */
    public String method() {
        return line.method() == Method.OTHER
                ? table.text(table.startLineStart, line.methodEnd())
                : line.method().name();
    }

    /** The method's bytes, valid as long as this request is. */
    public Octets methodOctets() {
        return Octets.of(table.bytes, table.startLineStart, line.methodEnd());
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
        return line.hasSipUri();
    }

    RequestLine line() {
        return line;
    }

    /** The topmost Via. */
    public Via topVia() {
        return topVia;
    }

    /** Whether the topmost Via is there and well-formed; only an answerless request lacks it. */
    boolean hasTopVia() {
        return hasTopVia;
    }

    AddressHeader fromHeader() {
        return from;
    }

    AddressHeader toHeader() {
        return to;
    }

    /** The URI of From, {@code null} where its scheme is neither sip nor sips; offsets into {@link #bytes}. */
    public SipUriScanner fromUri() {
        return from.address().isSip() ? from.address().sipUri() : null;
    }

    /** The URI of To, {@code null} where its scheme is neither sip nor sips; offsets into {@link #bytes}. */
    public SipUriScanner toUri() {
        return to.address().isSip() ? to.address().sipUri() : null;
    }

    /** The array that the request was received in; not to be changed. */
    public byte[] bytes() {
        return table.bytes;
    }

    /** The From address. */
    public NameAddr from() {
        return NameAddr.of(table.bytes, from.address());
    }

    /** The To address. */
    public NameAddr to() {
        return NameAddr.of(table.bytes, to.address());
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
    public Octets callId() {
        return value(table.first(HeaderName.CALL_ID));
    }

    /** The CSeq number, 0 to 2^31-1. */
    public long cseq() {
        if (cseq == UNKNOWN) {
            int header = table.first(HeaderName.CSEQ);
            cseq = header < 0
                    ? MALFORMED
                    : CSeq.number(table.bytes, table.valueStart(header), table.valueEnd(header));
        }
        return cseq;
    }

    /** Whether the method in CSeq is that of the request line. */
    boolean isCseqMethodEqual() {
        int header = table.first(HeaderName.CSEQ);
        int end = table.valueEnd(header);
        int start = CSeq.methodStart(table.bytes, table.valueStart(header), end);
        return Arrays.equals(table.bytes, start, end, table.bytes, table.startLineStart, line.methodEnd());
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

    /** The Contacts of all Contact headers, from the first one on; the same scanner each time. */
    public ContactScanner contacts() {
        return contacts.begin();
    }

    /** The Expires header in seconds, 0 to 2^32-1, {@link #NO_EXPIRES}, or {@link #MALFORMED_EXPIRES}. */
    public long expires() {
        int header = table.first(HeaderName.EXPIRES);
        if (header < 0) {
            return NO_EXPIRES;
        }
        long seconds = DeltaSeconds.parse(table.bytes, table.valueStart(header), table.valueEnd(header));
        return seconds < 0 ? MALFORMED_EXPIRES : seconds;
    }

    HeaderTable table() {
        return table;
    }

    private int find(HeaderName known, String name, int from) {
        return known == HeaderName.OTHER ? table.findOther(name, from) : table.find(known, from);
    }
}
