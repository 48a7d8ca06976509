package dev.rollcall.registrar.register;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.uri.SipUri;
import dev.rollcall.uri.SipUriScanner;
import java.util.Optional;

/** Reads the AOR that a REGISTER's To names (RFC 3261 10.3 step 5). One for each request. */
final class AorReader {
    private final RegisterSettings settings;
    private final AorPolicy policy;
    private Refusal refusal;

    AorReader(RegisterSettings settings) {
        this.settings = settings;
        this.policy = settings.aorPolicy();
    }

    /**
     * The AOR, or {@code null} where it is refused. Where the URI spells it as it is these are the URI's own bytes, valid
     * as long as the request is.
     */
    Octets read(SipRequest request) {
        SipUriScanner uri = request.toUri();
        // One without a user is refused: OpenSIPS takes it, and cannot load the row that it makes of it.
        if (uri == null || uri.userStart() == uri.userEnd()) {
            return refuse(Refusal.badRequest("Error while parsing AOR"));
        }
        byte[] bytes = request.bytes();
        if (isAsItStands(bytes, uri)) {
            Octets aor = Octets.of(bytes, uri.userStart(), policy.useDomain() ? uri.hostEnd() : uri.userEnd());
            return isTooLong(uri, uri.userEnd() - uri.userStart(), aor) ? refuseAsTooLong() : aor;
        }
        return translated(uri);
    }

    /** Why there is no AOR. */
    Refusal refusal() {
        return refusal;
    }

    private Octets translated(SipUriScanner scanned) {
        SipUri uri = SipUri.of(scanned);
        Optional<String> user = uri.unescapedUser();
        // A space at the end would not survive MySQL's CHAR columns, and the row would not load again.
        if (user.isEmpty() || user.get().endsWith(" ")) {
            return refuse(Refusal.badRequest("Error while unescaping username"));
        }
        Octets aor = Octets.of(policy.aorOf(user.get(), uri.host()).text());
        return isTooLong(scanned, Octets.of(user.get()).length(), aor) ? refuseAsTooLong() : aor;
    }

    private boolean isTooLong(SipUriScanner uri, int userLength, Octets aor) {
        return userLength > settings.lengths().username()
                || uri.hostEnd() - uri.hostStart() > settings.lengths().domain()
                || aor.length() > settings.lengths().aor();
    }

    private Octets refuseAsTooLong() {
        return refuse(Refusal.serverError("Address Of Record too long", settings.retryAfter()));
    }

    private Octets refuse(Refusal why) {
        refusal = why;
        return null;
    }

    private boolean isAsItStands(byte[] bytes, SipUriScanner uri) {
        if (hasEscape(bytes, uri) || !policy.caseSensitive() && hasUpperCase(bytes, uri.userStart(), uri.userEnd())) {
            return false;
        }
        boolean adjacent = uri.userEnd() + 1 == uri.hostStart();
        return !policy.useDomain()
                || adjacent && policy.realmPrefix().isEmpty() && !hasUpperCase(bytes, uri.hostStart(), uri.hostEnd());
    }

    private static boolean hasEscape(byte[] bytes, SipUriScanner uri) {
        for (int i = uri.userStart(); i < uri.userEnd(); i++) {
            if (bytes[i] == '%') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUpperCase(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                return true;
            }
        }
        return false;
    }
}
