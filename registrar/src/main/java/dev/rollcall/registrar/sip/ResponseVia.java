package dev.rollcall.registrar.sip;

import dev.rollcall.uri.ParameterScanner;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

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
        int copied = table.valueStart(header);
        int received = via.parameters().find("received");
        if (received >= 0 || via.wantsSourcePort()) {
            copied = writeCompleted(writer, via, source, copied, received);
        }
        writer.put(table.bytes, copied, via.end());
        // RFC 3261 18.2.1: only where sent-by is a name, or another address than the packet's source.
        InetAddress address = source.getAddress();
        if (via.wantsSourcePort() || !NumericHost.is(via.bytes(), via.hostStart(), via.hostEnd(), address)) {
            putAddress(writer.put(";received="), address);
        }
        writer.put(table.bytes, via.end(), table.valueEnd(header));
    }

    /** Writes up to behind the last parameter that is not as received; returns how far it came. */
    private static int writeCompleted(
            MessageWriter writer, Via via, InetSocketAddress source, int from, int received) {
        ParameterScanner parameters = via.parameters();
        int copied = from;
        for (int i = 0; i < parameters.count(); i++) {
            // A received parameter can only come from a sender that lies about its address.
            if (i == received) {
                writer.put(via.bytes(), copied, semicolonBefore(via.bytes(), parameters.nameStart(i)));
                copied = parameters.valueEnd(i) < 0 ? parameters.nameEnd(i) : parameters.valueEnd(i);
            } else if (i == via.emptyRport()) {
                writer.put(via.bytes(), copied, parameters.nameEnd(i)).put('=').putNumber(source.getPort());
                copied = parameters.nameEnd(i);
            }
        }
        return copied;
    }

    private static int semicolonBefore(byte[] bytes, int name) {
        int i = name - 1;
        while (bytes[i] != ';') {
            i--;
        }
        return i;
    }

    private static void putAddress(MessageWriter writer, InetAddress address) {
        if (address instanceof Inet4Address) {
            putDotted(writer, address.getAddress());
            return;
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        writer.put(zone < 0 ? text : text.substring(0, zone));
    }

    private static void putDotted(MessageWriter writer, byte[] address) {
        for (int i = 0; i < address.length; i++) {
            if (i > 0) {
                writer.put('.');
            }
            writer.putNumber(Byte.toUnsignedInt(address[i]));
        }
    }
}
