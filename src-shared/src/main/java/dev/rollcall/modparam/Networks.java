package dev.rollcall.modparam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks by their addresses, IPv4 and IPv6; immutable. */
public final class Networks {
    /** No network at all. */
    public static final Networks NONE = new Networks(List.of());

    /** An address that asks no name server, and how many of its bits count. */
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    /**
     * One of them.
     *
     * @param text as it was given
     * @param address any address in it
     * @param bits how many of the first bits all its addresses share
     */
    private record Network(String text, byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (other[i] != address[i]) {
                    return false;
                }
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || (other[whole] ^ address[whole]) >> Byte.SIZE - rest == 0;
        }
    }

    private final Network[] networks;

    private Networks(List<Network> networks) {
        this.networks = networks.toArray(Network[]::new);
    }

    /**
     * Reads addresses and networks with commas between them, {@code 192.0.2.7, 10.0.0.0/8, 2001:db8::/32}.
     *
     * @return nothing where one of them is none; an empty text is no network
     */
    public static Optional<Networks> parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Optional<Network> network = network(part.strip());
            if (network.isEmpty()) {
                return Optional.empty();
            }
            networks.add(network.get());
        }
        return Optional.of(new Networks(networks));
    }

    private static Optional<Network> network(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(form.group(1)).getAddress();
            int all = address.length * Byte.SIZE;
            int bits = form.group(2) == null ? all : Integer.parseInt(form.group(2));
            return bits > all ? Optional.empty() : Optional.of(new Network(text, address, bits));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return networks.length == 0;
    }

    /** Whether an address is in one of them. */
    public boolean contains(InetAddress address) {
        return networks.length > 0 && contains(address.getAddress());
    }

    /** Whether an address, as {@link InetAddress#getAddress} gives it, is in one of them. */
    public boolean contains(byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the other ones were written alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Networks && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return Stream.of(networks).map(Network::text).collect(Collectors.joining(","));
    }
}
