package dev.rollcall.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where load may go: to this machine itself, and nowhere else. */
final class Target {
    private static final Pattern FORM = Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");
    private static final int MAX_PORT = 65535;

    private Target() {}

    /**
     * Reads {@code HOST:PORT}. No name is looked up, so that no name server decides where the load goes.
     *
     * @throws IllegalArgumentException where it has another form or is not on loopback
     */
    static InetSocketAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw refused(text, "allowed is HOST:PORT, for example 127.0.0.1:5060, [::1]:5060 or localhost:5060");
        }
        int port = Integer.parseInt(matcher.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw refused(text, "PORT is 1 to 65535");
        }
        String host = matcher.group(1).equals("localhost") ? "127.0.0.1" : matcher.group(1);
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                throw refused(text, "load goes to this machine's loopback only, 127.0.0.0/8 or [::1]");
            }
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException e) {
            throw refused(text, "HOST is no address");
        }
    }

    private static IllegalArgumentException refused(String text, String reason) {
        return new IllegalArgumentException("--target " + text + ": " + reason);
    }
}
