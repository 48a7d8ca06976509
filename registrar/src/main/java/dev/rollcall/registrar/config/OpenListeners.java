package dev.rollcall.registrar.config;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.registrar.transport.ListenAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides whether REGISTERs are authenticated; without it nobody else may reach a listener by accident. */
final class OpenListeners {
    private OpenListeners() {}

    static boolean authenticates(ParamValues values, List<ListenAddress> listeners, Consumer<String> problems) {
        Optional<Boolean> auth = values.given(RollcallParams.AUTH);
        if (auth.isEmpty() && values.isGiven(RollcallParams.AUTH)) {
            return false; // not a value, which is a problem of its own
        }
        List<String> open = reachable(listeners);
        if (!auth.orElse(false) && !open.isEmpty() && !values.get(RollcallParams.ALLOW_OPEN_LISTENER)) {
            problems.accept("listen = " + String.join(", ", open) + ": others than this machine can reach this, and "
                    + (auth.isPresent() ? values.describe(RollcallParams.AUTH) : "rollcall.auth is not set")
                    + ": set rollcall.auth=on, or rollcall.allow_open_listener=1 if anybody may register as anybody");
        }
        return auth.orElse(false);
    }

    /** The listeners that are not on loopback. */
    static List<String> reachable(List<ListenAddress> listeners) {
        return listeners.stream().filter(address -> !address.isLoopback()).map(ListenAddress::toString).toList();
    }
}
