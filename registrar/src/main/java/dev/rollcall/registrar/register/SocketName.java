package dev.rollcall.registrar.register;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.Flow;

/** The listener that a request came in on, as bytes, made once where requests come in on the same. For any thread. */
final class SocketName {
    private record Known(String socket, Octets octets) {}

    private volatile Known last = new Known("", Octets.EMPTY);

    /** The flow's socket. */
    Octets of(Flow flow) {
        String socket = flow.socket();
        Known known = last;
        if (!known.socket().equals(socket)) {
            known = new Known(socket, Octets.of(socket));
            last = known;
        }
        return known.octets();
    }
}
