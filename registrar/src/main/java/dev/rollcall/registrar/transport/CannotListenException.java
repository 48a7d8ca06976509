package dev.rollcall.registrar.transport;

import java.io.IOException;

/** A listener that could not be opened; the message names its {@code PROTO:HOST:PORT} and the reason. */
public final class CannotListenException extends IOException {
    CannotListenException(ListenAddress address, String reason, Throwable cause) {
        super("cannot listen on " + address + ": " + reason, cause);
    }
}
