package dev.rollcall.registrar.register;

import dev.rollcall.modparam.NatTest;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.NumericHost;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.sip.Via;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import dev.rollcall.uri.SipUriScanner;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;

/** Tells by a {@link NatPolicy} whether a Contact of one request leads past a NAT. */
final class NatDetector {
    private static final int SIP_PORT = 5060;
    private static final int SIPS_PORT = 5061;

    private final NatPolicy policy;
    private final SipRequest request;
    private final Flow flow;
    private final boolean carrierIsPrivate;

    NatDetector(NatPolicy policy, SipRequest request, Flow flow) {
        this.policy = policy;
        this.request = request;
        this.flow = flow;
        this.carrierIsPrivate = policy.tests().contains(NatTest.CARRIER_GRADE_NAT);
    }

    /** The received column for a Contact: where its phone is seen, if that is elsewhere than it says; else null. */
    Octets received(SipUriScanner contact) {
        return policy.tests().stream().anyMatch(test -> holds(test, contact)) ? source() : null;
    }

    private boolean holds(NatTest test, SipUriScanner contact) {
        Via via = request.topVia();
        return switch (test) {
            case PRIVATE_CONTACT -> isPrivate(request.bytes(), contact.hostStart(), contact.hostEnd());
            case DIFF_IP_SRC_VIA -> !isSource(via.bytes(), via.hostStart(), via.hostEnd());
            case PRIVATE_VIA -> isPrivate(via.bytes(), via.hostStart(), via.hostEnd());
            case PRIVATE_SDP, CARRIER_GRADE_NAT -> false;
            case DIFF_PORT_SRC_VIA -> flow.remote().getPort() != (via.port() < 0 ? SIP_PORT : via.port());
            case DIFF_IP_SRC_CONTACT -> !isSource(request.bytes(), contact.hostStart(), contact.hostEnd());
            case DIFF_PORT_SRC_CONTACT -> flow.remote().getPort() != port(SipUri.of(contact));
            case DIFF_TRANSPORT_SRC_CONTACT -> !isOver(SipUri.of(contact), flow.transport());
        };
    }

    private boolean isSource(byte[] bytes, int from, int to) {
        return NumericHost.is(bytes, from, to, flow.remote().getAddress());
    }

    private boolean isPrivate(byte[] bytes, int from, int to) {
        InetAddress address = NumericHost.of(bytes, from, to);
        if (address instanceof Inet6Address) {
            // RFC 4193
            return (address.getAddress()[0] & 0xfe) == 0xfc;
        }
        return address != null
                && (address.isSiteLocalAddress() || carrierIsPrivate && isCarriers(address.getAddress()));
    }

    /** 100.64.0.0/10 (RFC 6598) and 192.0.0.0/29 (RFC 6333). */
    private static boolean isCarriers(byte[] address) {
        return address[0] == 100 && (address[1] & 0xc0) == 64
                || (address[0] & 0xff) == 192 && address[1] == 0 && address[2] == 0 && (address[3] & 0xf8) == 0;
    }

    private static int port(SipUri contact) {
        if (contact.port() >= 0) {
            return contact.port();
        }
        return contact.isSecure() || "tls".equals(transport(contact)) ? SIPS_PORT : SIP_PORT;
    }

    /** RFC 7118 5.2.1: {@code ws} stands for both kinds of WebSocket; a sips URI needs no parameter. */
    private static boolean isOver(SipUri contact, Transport transport) {
        String named = transport(contact);
        return switch (transport) {
            case UDP -> named.equals("udp");
            case TCP -> named.equals("tcp");
            case TLS -> named.equals("tls") || contact.isSecure() && named.equals("tcp");
            case WS -> named.equals("ws");
            case WSS -> named.equals("ws") || named.equals("wss");
        };
    }

    private static String transport(SipUri contact) {
        return contact.parameter("transport")
                .map(Parameter::value)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .orElse(contact.isSecure() ? "tcp" : "udp");
    }

    /** As OpenSIPS writes it: IPv6 in brackets, always a port, and a transport unless it is UDP. */
    private Octets source() {
        InetAddress address = flow.remote().getAddress();
        String host = address.getHostAddress().replaceFirst("%.*", "");
        String transport = flow.transport() == Transport.UDP ? "" : ";transport=" + flow.transport().lowerCase();
        return Octets.of("sip:" + (address instanceof Inet4Address ? host : '[' + host + ']') + ':'
                + flow.remote().getPort() + transport);
    }
}
