package dev.rollcall.registrar.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** The names by which a machine calls itself: localhost, 127.0.0.0/8 and ::1. */
final class LoopbackNames {
    private LoopbackNames() {}

    /** Whether a host in lower case, IPv6 with or without brackets, is this machine's loopback for sure. */
    static boolean isLoopback(String host) {
        // RFC 6761 6.3: localhost and names below it never mean another machine.
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address != null && address.isLoopbackAddress();
    }
}
