package dev.rollcall.registrar.config;

import dev.rollcall.modparam.SecretText;
import dev.rollcall.modparam.Setting;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.transport.ListenAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which listeners a configuration asks for. */
final class ListenerList {
    /** The one key that may be set several times. */
    static final String KEY = "listen";

    /** Where nothing is said: loopback only, so that nobody else can register. */
    static final List<ListenAddress> DEFAULTS = Stream.of("udp:127.0.0.1:5060", "tcp:127.0.0.1:5060",
                    "tls:127.0.0.1:5061", "ws:127.0.0.1:5066", "wss:127.0.0.1:5067")
            .map(ListenAddress::parse)
            .toList();

    private ListenerList() {}

    /** The settings that count: those of the last source that has any. */
    static List<Setting> chosen(List<List<Setting>> sources) {
        return sources.stream()
                .map(source -> source.stream().filter(ListenerList::isListener).toList())
                .reduce(List.of(), (earlier, later) -> later.isEmpty() ? earlier : later);
    }

    /** The addresses of settings; without any the defaults. */
    static List<ListenAddress> of(List<Setting> chosen, Consumer<String> problems) {
        List<ListenAddress> addresses = new ArrayList<>();
        Map<String, Setting> taken = new LinkedHashMap<>();
        for (Setting setting : chosen) {
            try {
                ListenAddress address = ListenAddress.parse(setting.value());
                addresses.add(address);
                refuseSameSocket(setting, address, taken, problems);
            } catch (IllegalArgumentException e) {
                problems.accept(setting.where() + ": " + SecretText.masked(e.getMessage()));
            }
        }
        return chosen.isEmpty() ? DEFAULTS : List.copyOf(addresses);
    }

    /** UDP has ports of its own; the others share those of TCP. Port 0 is a new one each time. */
    private static void refuseSameSocket(
            Setting setting, ListenAddress address, Map<String, Setting> taken, Consumer<String> problems) {
        boolean udp = address.transport() == Transport.UDP;
        Setting earlier = address.port() == 0
                ? null
                : taken.putIfAbsent((udp ? "udp " : "tcp ") + address.host() + ' ' + address.port(), setting);
        if (earlier != null) {
            problems.accept(earlier + " and " + setting + " want the same port; leave one out");
        }
    }

    static boolean isListener(Setting setting) {
        return setting.key().equals(KEY);
    }
}
