package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Transport;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the registrar listens, in OpenSIPS' form {@code PROTO:HOST:PORT}.
 *
 * @param transport the transport
 * @param host an IPv4 address, an IPv6 address without brackets, or a name, in lower case
 * @param port 0 to 65535; 0 takes any free port
 */
public record ListenAddress(Transport transport, String host, int port) {
    private static final Pattern FORM = Pattern.compile("([a-zA-Z]+):(\\[[^\\]]*]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    /** Letters, digits and hyphens in labels, and a letter somewhere: {@code udp:5060} has a port and no host. */
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9_-]+)*");

    private static final int MAX_PORT = 65535;

    /**
     * Reads {@code PROTO:HOST[:PORT]}. Without a port it is OpenSIPS' default: 5060, 5061 for tls, 80 for ws, 443 for
     * wss.
     *
     * @throws IllegalArgumentException in an operator's words
     */
    public static ListenAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw refused(text, "expected PROTO:HOST:PORT, for example udp:127.0.0.1:5060 or tls:[::1]:5061");
        }
        Transport transport = Transport.of(matcher.group(1))
                .orElseThrow(() -> refused(text, "PROTO is one of udp, tcp, tls, ws, wss"));
        int port = matcher.group(3) == null ? defaultPort(transport) : Integer.parseInt(matcher.group(3));
        if (port > MAX_PORT) {
            throw refused(text, "PORT is 0 to 65535");
        }
        return new ListenAddress(transport, host(text, matcher.group(2)), port);
    }

    private static String host(String text, String host) {
        if (host.startsWith("[")) {
            String address = host.substring(1, host.length() - 1);
            if (!NetUtil.isValidIpV6Address(address)) {
                throw refused(text, "no IPv6 address stands in the brackets");
            }
            return canonical(NetUtil.getByName(address));
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (!NetUtil.isValidIpV4Address(name) && !NAME.matcher(name).matches()) {
            throw refused(text, "HOST is an IPv4 address, an IPv6 address in brackets, or a name");
        }
        return name;
    }

    private static IllegalArgumentException refused(String text, String reason) {
        return new IllegalArgumentException("cannot listen on '" + text + "': " + reason);
    }

    private static int defaultPort(Transport transport) {
        return switch (transport) {
            case UDP, TCP -> 5060;
            case TLS -> 5061;
            case WS -> 80;
            case WSS -> 443;
        };
    }

    static ListenAddress of(Transport transport, InetSocketAddress address) {
        return new ListenAddress(transport, canonical(address.getAddress()), address.getPort());
    }

    private static String canonical(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    /**
     * Whether only this machine can reach the listener: 127.0.0.0/8, ::1 and localhost. Other names are not looked up
     * and count as reachable.
     */
    public boolean isLoopback() {
        return LoopbackNames.isLoopback(host);
    }

    boolean isWildcard() {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address != null && address.isAnyLocalAddress();
    }

    /** The first address that the host has; localhost is 127.0.0.1 without asking. */
    InetSocketAddress resolve() throws UnknownHostException {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        if (address == null) {
            address = isLoopback() ? NetUtil.LOCALHOST4 : InetAddress.getByName(host);
        }
        return new InetSocketAddress(address, port);
    }

    /** {@code udp:127.0.0.1:5060} or {@code tls:[::1]:5061}, as OpenSIPS writes it and as {@link #parse} reads it. */
    @Override
    public String toString() {
        return transport.lowerCase() + ':' + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
