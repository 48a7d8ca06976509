package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;

/**
 * What a REGISTER asks to be stored of one Contact besides its URI, the Call-ID and the CSeq; {@code null} becomes the
 * database's NULL.
 *
 * @param expires unix seconds; 0 is permanent
 * @param q thousandths, 0 to 1000, or {@link Binding#UNSPECIFIED_Q}
 * @param userAgent the User-Agent header, {@code n/a} without one
 * @param received the source's URI where a policy stores it
 * @param path the Path header's values joined by commas
 * @param socket the listener it came in on
 * @param methods the bits of the allowed methods, or {@link #ALL_METHODS}
 * @param sipInstance {@code +sip.instance} with its angle brackets
 * @param connectionId the phone's connection that it came over, 0 for datagrams and through a proxy
 */
public record RequestedBinding(
        long expires,
        int q,
        Octets userAgent,
        Octets received,
        Octets path,
        Octets socket,
        int methods,
        Octets sipInstance,
        long connectionId) {

    /** Nothing was said of methods: the database's NULL. */
    public static final int ALL_METHODS = -1;

    RequestedBinding retained() {
        return new RequestedBinding(
                expires, q, retained(userAgent), retained(received), retained(path), retained(socket), methods,
                retained(sipInstance), connectionId);
    }

    private static Octets retained(Octets text) {
        return text == null ? null : text.retained();
    }

    /** The binding that it makes under a Call-ID and CSeq. OpenSIPS: a registration resets what it does not name. */
    Binding bound(Octets callId, long cseq, long now) {
        return new Binding(
                expires, q, callId.toString(), cseq, now, 0, "", string(userAgent), string(received), string(path),
                string(socket), methods == ALL_METHODS ? null : methods, string(sipInstance), null, null,
                connectionId);
    }

    private static String string(Octets text) {
        return text == null ? null : text.toString();
    }
}
