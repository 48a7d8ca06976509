package dev.rollcall.preload;

import dev.rollcall.uri.AbsoluteUri;
import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.SipUri;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The columns of a row that a call would be sent by. */
final class UriColumns {
    /** OpenSIPS: the schemes besides sip and sips that its URI parser knows. */
    private static final Set<String> OTHER_SCHEMES = Set.of("tel", "tels", "urn");

    private UriColumns() {}

    /** Whether a contact or received column holds a URI of a scheme that OpenSIPS knows. */
    static boolean isUri(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return AbsoluteUri.isValid(bytes, 0, bytes.length)
                && (AbsoluteUri.isSip(bytes, 0, bytes.length) || OTHER_SCHEMES.contains(scheme(text)));
    }

    private static String scheme(String uri) {
        return uri.substring(0, uri.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    /** Whether a path column holds addresses of which the first is a SIP URI to send to. */
    static boolean isPath(String text) {
        return NameAddr.parseList(text).flatMap(addresses -> addresses.get(0).uri()).map(SipUri::host).isPresent();
    }
}
