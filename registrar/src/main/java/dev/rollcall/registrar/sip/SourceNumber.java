package dev.rollcall.registrar.sip;

import java.net.InetAddress;

/** The number of a source of messages, as limits count sources: an IPv4 address, or the /64 of an IPv6 address. */
public final class SourceNumber {
    /** No network of IPv6 begins so. */
    private static final long IPV4 = 0xffff_ffffL << Integer.SIZE;

    private SourceNumber() {}

    /** The number of an address, as {@link InetAddress#getAddress} gives it; 0 for ::/64 alone. */
    public static long of(byte[] address) {
        long number = 0;
        // Whoever has an IPv6 address has a /64 of them (RFC 6177 2).
        for (int i = 0; i < Math.min(address.length, Long.BYTES); i++) {
            number = number << Byte.SIZE | address[i] & 0xff;
        }
        return address.length == Integer.BYTES ? IPV4 | number : number;
    }
}
