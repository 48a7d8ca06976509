package dev.rollcall.registrar.register;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.HeaderName;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.uri.AddressScanner;

/** The Path of a REGISTER (RFC 3327 5.3): all values joined by commas, as OpenSIPS stores and echoes it. */
final class PathReader {
    private static final int MAX_COLUMN_LENGTH = 255;

    private PathReader() {}

    /** The Path, {@code null} without one; the header's own bytes where there is only one. */
    static Octets read(SipRequest request) {
        int first = request.find(HeaderName.PATH, 0);
        if (first < 0) {
            return null;
        }
        Octets path = request.value(first);
        for (int i = request.find(HeaderName.PATH, first + 1); i >= 0; i = request.find(HeaderName.PATH, i + 1)) {
            path = joined(path, request.value(i));
        }
        return path;
    }

    /** Whether it fits its column, and its hops are SIP URIs in angle brackets. */
    static boolean isValid(Octets path) {
        if (path.length() > MAX_COLUMN_LENGTH) {
            return false;
        }
        AddressScanner hop = new AddressScanner().begin(path.array(), path.from(), path.to());
        boolean valid;
        do {
            valid = hop.next() && hop.isBracketed() && hop.isSip();
        } while (valid && hop.comma());
        return valid;
    }

    private static Octets joined(Octets first, Octets second) {
        byte[] joined = new byte[first.length() + 1 + second.length()];
        int comma = first.copyTo(joined, 0);
        joined[comma] = ',';
        second.copyTo(joined, comma + 1);
        return Octets.of(joined, 0, joined.length);
    }
}
