package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.OpensipsCfg.Conflict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is found out about a configuration while it is interpreted. */
final class Findings {
    private final Map<String, Setting> params = new LinkedHashMap<>();
    private final List<Setting> listeners = new ArrayList<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    /** Takes a setting. OpenSIPS: of several of one parameter the last one counts. */
    void take(Setting setting) {
        Setting earlier = params.remove(setting.key());
        params.put(setting.key(), setting);
        if (earlier != null && !earlier.value().equals(setting.value())) {
            leave(earlier.toString(), "set again, which counts: " + setting.where());
        }
    }

    /** Takes back what was taken of a parameter, and says why. */
    void takeBack(String key, String reason) {
        Setting setting = params.remove(key);
        if (setting != null) {
            leave(setting.toString(), reason);
        }
    }

    /** Takes a listener, unless it is there already. */
    void listen(String address, String place) {
        if (listeners.stream().noneMatch(listener -> listener.value().equals(address))) {
            listeners.add(new Setting("listen", address, place));
        }
    }

    /** Whether a listener was taken. */
    boolean listens() {
        return !listeners.isEmpty();
    }

    /** Says of something with its place that it is not taken. */
    void leave(String what, String reason) {
        remarks.add(what + ": " + reason);
    }

    void conflict(String key, String sentence) {
        conflicts.add(new Conflict(key, sentence));
    }

    Optional<Setting> taken(String key) {
        return Optional.ofNullable(params.get(key));
    }

    OpensipsCfg result() {
        List<Setting> settings = new ArrayList<>(listeners);
        settings.addAll(params.values());
        return new OpensipsCfg(List.copyOf(settings), List.copyOf(remarks), List.copyOf(conflicts));
    }
}
