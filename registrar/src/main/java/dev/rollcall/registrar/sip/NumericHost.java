package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** A host in a message that is an address and no name. No name server is ever asked. */
public final class NumericHost {
    private static final int IPV4_BYTES = 4;
    /** No address. */
    private static final long NAME = -1;

    private NumericHost() {}

    /** Whether a valid host, IPv6 in brackets, is an address. */
    public static boolean is(byte[] bytes, int from, int to, InetAddress address) {
        if (bytes[from] == '[') {
            return address.equals(ipv6(bytes, from, to));
        }
        return address instanceof Inet4Address && dotted(bytes, from, to) == number(address.getAddress());
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
        long number = dotted(bytes, from, to);
        if (number == NAME) {
            return null;
        }
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** The number that four numbers with dots between are, or {@link #NAME}. */
    private static long dotted(byte[] bytes, int from, int to) {
        long number = 0;
        int at = from;
        for (int part = 0; part < IPV4_BYTES; part++) {
            int end = SipChars.endOfRun(bytes, at, to, SipChars.DIGIT);
            long value = ContentLength.parse(bytes, at, end);
            boolean ended = part == IPV4_BYTES - 1 ? end == to : end < to && bytes[end] == '.';
            if (value < 0 || value > 0xff || !ended) {
                return NAME;
            }
            number = number << Byte.SIZE | value;
            at = end + 1;
        }
        return number;
    }

    private static long number(byte[] address) {
        long number = 0;
        for (byte part : address) {
            number = number << Byte.SIZE | Byte.toUnsignedInt(part);
        }
        return number;
    }
}
