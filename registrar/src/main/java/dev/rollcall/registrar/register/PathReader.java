package dev.rollcall.registrar.register;

import dev.rollcall.modparam.PathMode;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.HeaderName;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.uri.AddressScanner;
import dev.rollcall.uri.Escapes;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import java.util.Optional;

/** Reads the Path of a REGISTER (RFC 3327 5.3): all values joined by commas, as OpenSIPS stores and echoes it. */
final class PathReader {
    /** The width of the columns path and received. */
    private static final int MAX_COLUMN_LENGTH = 255;
    private static final Refusal MALFORMED = Refusal.badRequest("Path parse error");

    private final PathPolicy policy;
    private Octets received;
    private Refusal refusal;

    PathReader(PathPolicy policy) {
        this.policy = policy;
    }

    /** The Path to be stored, {@code null} without one, or where it is refused. */
    Octets read(SipRequest request) {
        Octets path = policy.isIgnored() ? null : joined(request);
        if (path == null) {
            return null;
        }
        refusal = fault(request, path);
        return refusal == null ? path : null;
    }

    /** The received column, or {@code null}. */
    Octets received() {
        return received;
    }

    /** Why it is refused, or {@code null}. */
    Refusal refusal() {
        return refusal;
    }

    /** The Path that an answer shows, or {@code null}. RFC 3327 5.3: to a client that does not know it, none. */
    static Octets shown(PathPolicy policy, SipRequest request) {
        boolean silent = policy.isIgnored() || policy.mode() == PathMode.OFF;
        Octets path = silent ? null : joined(request);
        return path != null && isKnown(request) ? path : null;
    }

    private static boolean isKnown(SipRequest request) {
        return request.tokens("Supported").stream().anyMatch("path"::equalsIgnoreCase);
    }

    /** {@code null} without one; the header's own bytes where there is only one. */
    private static Octets joined(SipRequest request) {
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

    private static Octets joined(Octets first, Octets second) {
        byte[] joined = new byte[first.length() + 1 + second.length()];
        int comma = first.copyTo(joined, 0);
        joined[comma] = ',';
        second.copyTo(joined, comma + 1);
        return Octets.of(joined, 0, joined.length);
    }

    private Refusal fault(SipRequest request, Octets path) {
        // OpenSIPS stores such a contact before it answers 420
        if (policy.mode() == PathMode.STRICT && !isKnown(request)) {
            return Refusal.badExtension("path", "No support for found Path indicated");
        }
        return path.length() > MAX_COLUMN_LENGTH || !readHops(path) ? MALFORMED : null;
    }

    /** Whether the hops are SIP URIs in angle brackets, the first a loose router (OpenSIPS takes no other). */
    private boolean readHops(Octets path) {
        AddressScanner hop = new AddressScanner().begin(path.array(), path.from(), path.to());
        if (!isHop(hop)) {
            return false;
        }
        SipUri first = SipUri.of(hop.sipUri());
        boolean more = hop.comma();
        if (first.parameter("lr").isEmpty() || more && !isHop(hop)) {
            return false;
        }
        // OpenSIPS: a proxy with two sides puts in two hops, and says where the phone is in the second
        SipUri edge = more && first.parameter("r2").isPresent() ? SipUri.of(hop.sipUri()) : first;
        while (more && hop.comma()) {
            if (!isHop(hop)) {
                return false;
            }
        }
        return !policy.storesReceived() || readReceived(edge);
    }

    private static boolean isHop(AddressScanner hop) {
        return hop.next() && hop.isBracketed() && hop.isSip();
    }

    private boolean readReceived(SipUri hop) {
        Optional<Parameter> parameter = hop.parameter("received");
        if (parameter.isEmpty()) {
            return true;
        }
        received = Optional.ofNullable(parameter.get().value())
                .flatMap(Escapes::resolve)
                .map(Octets::of)
                .filter(uri -> uri.length() <= MAX_COLUMN_LENGTH)
                .filter(uri -> SipUri.isValid(uri.array(), uri.from(), uri.to()))
                .orElse(null);
        return received != null;
    }
}
