package dev.rollcall.opensipscfg;

import dev.rollcall.opensipscfg.Statement.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Interprets {@code socket} and {@code listen} lines. */
final class Sockets {
    private static final List<String> SERVED = List.of("udp", "tcp", "tls", "ws", "wss");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Pattern INTERFACE =
            Pattern.compile("(lo|eth|en[opsx]|wl|bond|br|tun|tap|veth|vlan|venet|docker)-?[0-9][0-9a-z.-]*|lo");
    private static final int MAX_PORTS = 64;

    private final Findings findings;
    private final Set<String> modules;
    private final Map<String, String> defaultPorts;
    private boolean isAny;

    /**
     * @param modules those that are loaded
     * @param defaultPorts of protocols, where they were set
     */
    Sockets(Findings findings, Set<String> modules, Map<String, String> defaultPorts) {
        this.findings = findings;
        this.modules = modules;
        this.defaultPorts = defaultPorts;
    }

    void interpret(Socket socket) {
        isAny = true;
        String what = text(socket) + " (" + socket.place() + ')';
        if (!protocolIsServed(socket)) {
            findings.leave(what, "Rollcall listens on " + String.join(", ", SERVED));
            return;
        }
        if (INTERFACE.matcher(socket.host()).matches()) {
            findings.leave(what, "this is an interface's name; say --listen with its address");
            return;
        }
        List<String> ports = ports(socket.ports());
        if (ports.isEmpty()) {
            findings.leave(what, "expected a port, or ranges of at most " + MAX_PORTS + " ports together");
            return;
        }
        String host = socket.host().equals("*") ? "0.0.0.0" : socket.host();
        for (String protocol : protocols(socket)) {
            ports.forEach(port -> findings.listen(protocol + ':' + host + port(protocol, port), socket.place()));
        }
        socket.options().forEach(option -> findings.leave(option + " of " + what, reason(option)));
    }

    /** Rollcall's default listeners are none that anybody asked for. */
    void finish() {
        if (isAny && !findings.listens()) {
            findings.conflict("listen", "none of the socket and listen lines could be taken; say --listen PROTO:HOST:PORT");
        }
    }

    private static boolean protocolIsServed(Socket socket) {
        return socket.protocol().isEmpty() || socket.protocol().equals("any") || SERVED.contains(socket.protocol());
    }

    /** OpenSIPS: without a protocol it is every one that is loaded; before 2.1 there were no modules for them. */
    private List<String> protocols(Socket socket) {
        if (SERVED.contains(socket.protocol())) {
            return List.of(socket.protocol());
        }
        List<String> loaded = SERVED.stream().filter(protocol -> modules.contains("proto_" + protocol)).toList();
        return loaded.isEmpty() ? List.of("udp", "tcp") : loaded;
    }

    private String port(String protocol, String port) {
        String number = port.isEmpty() ? defaultPorts.getOrDefault(protocol, "") : port;
        return number.isEmpty() ? "" : ':' + number;
    }

    /** Each port of ranges; one that is empty where none was named, none where they are malformed or too many. */
    private static List<String> ports(String ranges) {
        if (ranges.isEmpty() || ranges.equals("any")) {
            return List.of("");
        }
        List<String> ports = new ArrayList<>();
        for (String range : ranges.split(",", -1)) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                return List.of();
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            LongStream.rangeClosed(first, last).mapToObj(Long::toString).forEach(ports::add);
        }
        return ports.size() > MAX_PORTS ? List.of() : ports;
    }

    private static String reason(String option) {
        return switch (option.replaceFirst(" .*", "").toLowerCase(Locale.ROOT)) {
            case "as" -> "an advertised address is not supported yet; the column socket names the listener's own";
            case "use_workers", "use_children", "use_auto_scaling_profile" ->
                    "Rollcall has as many threads as there are processors";
            case "tag" -> "Rollcall has no routing script";
            case "accept_subdomain" -> "which domains are served rollcall.domains or domain.db_url says";
            default -> "not supported yet";
        };
    }

    private static String text(Socket socket) {
        return socket.keyword() + " = " + (socket.protocol().isEmpty() ? "" : socket.protocol() + ':') + socket.host()
                + (socket.ports().isEmpty() ? "" : ':' + socket.ports());
    }
}
