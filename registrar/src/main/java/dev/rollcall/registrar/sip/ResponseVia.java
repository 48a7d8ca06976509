package dev.rollcall.registrar.sip;

import dev.rollcall.uri.ParameterScanner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** What a server adds to a request's topmost Via, and where the answer goes by it (RFC 3261 18.2, RFC 3581 4). */
final class ResponseVia {
    private static final int SIP_PORT = 5060;
    private static final int SIPS_PORT = 5061;

    private ResponseVia() {}

    /** The port on the source's address that the answer to a datagram goes to. */
    static int port(Via via, InetSocketAddress source, boolean secure) {
        if (via.wantsSourcePort()) {
            return source.getPort();
        }
        if (via.port() >= 0) {
            return via.port();
        }
        return secure ? SIPS_PORT : SIP_PORT;
    }

    /** Writes a topmost Via header's value: as received, but {@code received} and {@code rport} by the real source. */
    static void write(MessageWriter writer, HeaderTable table, int header, Via via, InetSocketAddress source) {
        ParameterScanner parameters = via.parameters();
        int copied = table.valueStart(header);
        boolean addReceived = via.wantsSourcePort() || !isSource(via, source.getAddress());
        for (int i = 0; i < parameters.count(); i++) {
            // A received parameter can only come from a sender that lies about its address.
            if (i == parameters.find("received")) {
                writer.put(table.bytes, copied, semicolonBefore(table.bytes, parameters.nameStart(i)));
                copied = parameters.valueEnd(i) < 0 ? parameters.nameEnd(i) : parameters.valueEnd(i);
            } else if (i == parameters.find("rport") && via.wantsSourcePort()) {
                writer.put(table.bytes, copied, parameters.nameEnd(i)).put("=" + source.getPort());
                copied = parameters.nameEnd(i);
            }
        }
        writer.put(table.bytes, copied, via.end());
        if (addReceived) {
            writer.put(";received=").put(text(source.getAddress()));
        }
        writer.put(table.bytes, via.end(), table.valueEnd(header));
    }

    private static int semicolonBefore(byte[] bytes, int name) {
        int i = name - 1;
        while (bytes[i] != ';') {
            i--;
        }
        return i;
    }

    // RFC 3261 18.2.1: only where sent-by is a name, or another address than the packet's source.
    private static boolean isSource(Via via, InetAddress source) {
        String host = via.host();
        try {
            return isAddress(host) && InetAddress.getByName(host).equals(source);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether a host is an address, so that asking Java for it asks no name server. */
    private static boolean isAddress(String host) {
        return host.charAt(0) == '[' || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
