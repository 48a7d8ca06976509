package dev.rollcall.registrar.sip;

import java.util.Locale;
import java.util.Optional;

/** The transports of RFC 3261 section 18 and RFC 7118. */
public enum Transport {
    /** One message a datagram. */
    UDP,
    /** A stream. */
    TCP,
    /** A stream over TLS. */
    TLS,
    /** One message a WebSocket frame. */
    WS,
    /** One message a WebSocket frame over TLS. */
    WSS;

    private final String lowerCase = name().toLowerCase(Locale.ROOT);

    /** As in a listener's name or the socket column: {@code udp}, {@code tcp}, … */
    public String lowerCase() {
        return lowerCase;
    }

    /** Whether requests arrive over a connection that a contact can remember. */
    public boolean isConnection() {
        return this != UDP;
    }

    /** Whether the connection is TLS. */
    public boolean isSecure() {
        return this == TLS || this == WSS;
    }

    /** The transport of a name in any case, or nothing. */
    public static Optional<Transport> of(String name) {
        for (Transport transport : values()) {
            if (transport.lowerCase.equalsIgnoreCase(name)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
