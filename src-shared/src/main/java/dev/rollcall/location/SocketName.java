package dev.rollcall.location;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a row's socket column names: {@code [proto:]host[:port]}, the host of an IPv6 address in brackets.
 *
 * @param transport the protocol in lower case, empty where none is named
 * @param host the host as written
 * @param port the port, 0 where none is named
 */
public record SocketName(String transport, String host, int port) {
    /** OpenSIPS: the protocols that its modules know. */
    private static final Set<String> TRANSPORTS = Set.of(
            "udp", "tcp", "tls", "sctp", "ws", "wss", "ipsec", "bin", "bins", "smpp", "hep_udp", "hep_tcp", "hep_tls",
            "msrp", "msrps");
    private static final int MAX_PORT = 65535;

    /** The name in a column, empty where OpenSIPS calls it bad: an unknown protocol, a bad port, colons or brackets. */
    public static Optional<SocketName> parse(String text) {
        int close = text.lastIndexOf(']');
        int open = text.indexOf('[');
        boolean balanced = open < 0 ? close < 0 : close > open && text.indexOf('[', open + 1) < 0
                && text.indexOf(']') == close;
        if (!balanced || text.isEmpty() || text.endsWith(":")) {
            return Optional.empty();
        }
        int first = colon(text, 0);
        if (first < 0) {
            return Optional.of(new SocketName("", text, 0));
        }
        int second = colon(text, first + 1);
        if (second < 0) {
            return twoParts(text.substring(0, first), text.substring(first + 1));
        }
        return colon(text, second + 1) < 0
                ? named(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1))
                : Optional.empty();
    }

    /** The next colon that is not inside brackets, or -1. */
    private static int colon(String text, int from) {
        boolean inside = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            inside = c == '[' || inside && c != ']';
            if (c == ':' && !inside) {
                return i;
            }
        }
        return -1;
    }

    /** OpenSIPS: with one colon a number behind it is a port, anything else a host behind a protocol. */
    private static Optional<SocketName> twoParts(String head, String tail) {
        int port = port(tail);
        return port >= 0 ? Optional.of(new SocketName("", head, port)) : named(head, tail, "0");
    }

    private static Optional<SocketName> named(String transport, String host, String portText) {
        String known = transport.toLowerCase(Locale.ROOT);
        int port = port(portText);
        return port >= 0 && TRANSPORTS.contains(known)
                ? Optional.of(new SocketName(known, host, port))
                : Optional.empty();
    }

    /** The port's number, -1 where the text is none. */
    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port <= MAX_PORT ? port : -1;
    }
}
