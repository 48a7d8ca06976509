package dev.rollcall.registrar.sip;

import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All Contacts of a request in their order.
 *
 * @param wildcard whether it is {@code *} alone; then there is no other
 */
public record Contacts(boolean wildcard, List<SipContact> contacts) {
    private static final String MALFORMED = "Malformed Contact";
    private static final String STAR = "Contact * With Others";
    private static final String MALFORMED_Q = "Malformed Contact q";
    private static final int BAD = -2;

    /** The Contacts of all Contact headers in a table. */
    static Parsed<Contacts> of(HeaderTable table) {
        List<SipContact> contacts = new ArrayList<>(1);
        int headers = 0;
        boolean wildcard = false;
        for (int i = table.find(HeaderName.CONTACT, 0); i >= 0; i = table.find(HeaderName.CONTACT, i + 1)) {
            headers++;
            if (isStar(table, i)) {
                wildcard = true;
                continue;
            }
            Optional<List<NameAddr>> addresses =
                    NameAddr.parseList(table.bytes, table.valueStart(i), table.valueEnd(i));
            if (addresses.isEmpty()) {
                return Parsed.fault(MALFORMED);
            }
            for (NameAddr address : addresses.get()) {
                int q = q(address);
                if (q == BAD) {
                    return Parsed.fault(MALFORMED_Q);
                }
                contacts.add(contact(address, q));
            }
        }
        // RFC 3261 10.2.2: '*' stands alone.
        return wildcard && headers > 1
                ? Parsed.fault(STAR)
                : Parsed.of(new Contacts(wildcard, List.copyOf(contacts)));
    }

    private static boolean isStar(HeaderTable table, int header) {
        int start = table.valueStart(header);
        return table.valueEnd(header) - start == 1 && table.bytes[start] == '*';
    }

    private static SipContact contact(NameAddr address, int q) {
        Optional<Parameter> expires = address.parameter("expires");
        if (expires.isEmpty()) {
            return new SipContact(address, q, OptionalLong.empty(), false);
        }
        OptionalLong seconds = DeltaSeconds.parse(expires.get().value());
        return new SipContact(address, q, seconds, seconds.isEmpty());
    }

    private static int q(NameAddr address) {
        Optional<Parameter> q = address.parameter("q");
        return q.isEmpty() ? SipContact.UNSPECIFIED_Q : thousandths(q.get().value());
    }

    // RFC 3261 25.1: qvalue is 0 or 1, with up to three decimals, all zeros behind a 1.
    private static int thousandths(String q) {
        if (q == null || q.isEmpty() || q.length() > 5 || q.charAt(0) != '0' && q.charAt(0) != '1') {
            return BAD;
        }
        if (q.length() > 1 && q.charAt(1) != '.') {
            return BAD;
        }
        int value = q.charAt(0) - '0';
        for (int i = 2; i < 5; i++) {
            char c = i < q.length() ? q.charAt(i) : '0';
            if (c < '0' || c > '9') {
                return BAD;
            }
            value = value * 10 + c - '0';
        }
        return value <= 1000 ? value : BAD;
    }
}
