package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** A host in a message that is an address and no name. No name server is ever asked. */
public final class NumericHost {
    private static final int IPV4_BYTES = 4;

    private NumericHost() {}

    /** Whether a valid host, IPv6 in brackets, is an address. */
    public static boolean is(byte[] bytes, int from, int to, InetAddress address) {
        if (bytes[from] == '[') {
            return address.equals(ipv6(bytes, from, to));
        }
        return address instanceof Inet4Address && isDotted(address.getAddress(), bytes, from, to);
    }

    /** The address that a valid host is, IPv6 in brackets; {@code null} for a name. */
    public static InetAddress of(byte[] bytes, int from, int to) {
        return bytes[from] == '[' ? ipv6(bytes, from, to) : ipv4(bytes, from, to);
    }

    /** Java asks nobody about a text in brackets. */
    private static InetAddress ipv6(byte[] bytes, int from, int to) {
        try {
            return InetAddress.getByName(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static InetAddress ipv4(byte[] bytes, int from, int to) {
        byte[] address = new byte[IPV4_BYTES];
        int at = from;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int end = SipChars.endOfRun(bytes, at, to, SipChars.DIGIT);
            long part = ContentLength.parse(bytes, at, end);
            if (part < 0 || part > 0xff || (end < to ? bytes[end] != '.' || i == IPV4_BYTES - 1 : i < IPV4_BYTES - 1)) {
                return null;
            }
            address[i] = (byte) part;
            at = end + 1;
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isDotted(byte[] address, byte[] bytes, int from, int to) {
        int at = from;
        for (byte part : address) {
            int end = SipChars.endOfRun(bytes, at, to, SipChars.DIGIT);
            boolean dot = end < to && bytes[end] == '.';
            if (!dot && end != to || ContentLength.parse(bytes, at, end) != Byte.toUnsignedInt(part)) {
                return false;
            }
            at = end + 1;
        }
        return at > to;
    }
}
