package dev.rollcall.registrar.sip;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.AddressScanner;
import dev.rollcall.uri.ParameterScanner;
import dev.rollcall.uri.SipUriScanner;

/**
 * Reads the Contacts of a request (RFC 3261 20.10), one after the other, in all Contact headers, without a copy. To be
 * used again for the next request. NOT thread-safe.
 */
public final class ContactScanner {
    /** No q or no expires parameter was given. */
    public static final int UNSPECIFIED = -1;
    /** There is an expires parameter, and it is no number of seconds. */
    public static final int MALFORMED = -2;

    private static final String MALFORMED_CONTACT = "Malformed Contact";
    private static final String MALFORMED_Q = "Malformed Contact q";
    private static final String STAR_WITH_OTHERS = "Contact * With Others";

    private final HeaderTable table;
    private final AddressScanner address = new AddressScanner();
    private int header;
    private int headers;
    private boolean wildcard;
    private String fault;
    private int q;

    ContactScanner(HeaderTable table) {
        this.table = table;
    }

    /** Begins before the first Contact. */
    ContactScanner begin() {
        header = -1;
        headers = 0;
        wildcard = false;
        fault = null;
        return this;
    }

    /** Goes on to the next Contact; false where there is none any more, or a fault. */
    public boolean next() {
        boolean listed = header >= 0 && address.comma();
        if (!listed && !nextHeader()) {
            return false;
        }
        if (!address.next()) {
            fault = MALFORMED_CONTACT;
            return false;
        }
        int parameter = address.parameters().find("q");
        q = parameter < 0 ? UNSPECIFIED : thousandths(parameter);
        if (q == MALFORMED) {
            fault = isRestWellFormed() ? MALFORMED_Q : MALFORMED_CONTACT;
        }
        return fault == null;
    }

    /** What is wrong with the Contacts, as a reason phrase can say it; {@code null} as long as nothing is. */
    public String fault() {
        return fault;
    }

    /** Whether it is {@code *}, alone; known once {@link #next} has said that there is no Contact. */
    public boolean isWildcard() {
        return wildcard;
    }

    /** The URI as received, without angle brackets. */
    public Octets uri() {
        return Octets.of(table.bytes, address.uriStart(), address.uriEnd());
    }

    /** Whether the URI's scheme is sip or sips. */
    public boolean isSip() {
        return address.isSip();
    }

    /** The parts of the URI, where it {@link #isSip}. */
    public SipUriScanner sipUri() {
        return address.sipUri();
    }

    /** The q value in thousandths, 0 to 1000, or {@link #UNSPECIFIED}. */
    public int q() {
        return q;
    }

    /** The expires parameter in seconds, 0 to 2^32-1, or {@link #UNSPECIFIED}, or {@link #MALFORMED}. */
    public long expires() {
        ParameterScanner parameters = address.parameters();
        int expires = parameters.find("expires");
        if (expires < 0) {
            return UNSPECIFIED;
        }
        long seconds = DeltaSeconds.parse(table.bytes, parameters.valueStart(expires), parameters.valueEnd(expires));
        return seconds < 0 ? MALFORMED : seconds;
    }

    /** A parameter's value without its quotes and escapes, by its name in lower case; {@code null} without a value. */
    public Octets parameter(String lowerCaseName) {
        ParameterScanner parameters = address.parameters();
        int parameter = parameters.find(lowerCaseName);
        return parameter < 0 || parameters.valueStart(parameter) < 0 ? null : parameters.unquoted(parameter);
    }

    /** The scanner of the address that was last gone on to. */
    AddressScanner address() {
        return address;
    }

    private boolean nextHeader() {
        header = table.find(HeaderName.CONTACT, header + 1);
        while (header >= 0) {
            headers++;
            if (!isStar()) {
                address.begin(table.bytes, table.valueStart(header), table.valueEnd(header));
                return true;
            }
            wildcard = true;
            header = table.find(HeaderName.CONTACT, header + 1);
        }
        // RFC 3261 10.2.2: '*' stands alone.
        fault = wildcard && headers > 1 ? STAR_WITH_OTHERS : null;
        return false;
    }

    private boolean isStar() {
        int start = table.valueStart(header);
        return table.valueEnd(header) - start == 1 && table.bytes[start] == '*';
    }

    private boolean isRestWellFormed() {
        while (address.comma()) {
            if (!address.next()) {
                return false;
            }
        }
        return true;
    }

    // RFC 3261 25.1: qvalue is 0 or 1, with up to three decimals, all zeros behind a 1.
    private int thousandths(int parameter) {
        byte[] bytes = table.bytes;
        int from = address.parameters().valueStart(parameter);
        int to = address.parameters().valueEnd(parameter);
        boolean shaped = from >= 0
                && to - from <= 5
                && (bytes[from] == '0' || bytes[from] == '1')
                && (to - from == 1 || bytes[from + 1] == '.');
        if (!shaped) {
            return MALFORMED;
        }
        int value = bytes[from] - '0';
        for (int i = from + 2; i < from + 5; i++) {
            int digit = i < to ? bytes[i] : '0';
            if (digit < '0' || digit > '9') {
                return MALFORMED;
            }
            value = value * 10 + digit - '0';
        }
        return value <= 1000 ? value : MALFORMED;
    }
}
