package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.RegistrarParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.opensipscfg.Statement.Argument;
import dev.rollcall.opensipscfg.Statement.Call;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Interprets calls of {@code save()}: the table, and the flags that stand for a setting. */
final class SaveCalls {
    static final String FUNCTION = "save";
    static final String MID_REGISTRAR = "mid_registrar_save";

    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();
    private static final Map<String, String> REASONS = Map.of(
            "memory-only", "Rollcall keeps all of a table in memory only, with usrloc.sql_write_mode = none, or none of it",
            "no-reply", "Rollcall answers every REGISTER",
            "only-request-contacts", "an answer lists all contacts of the AOR, as RFC 3261 10.3 has it",
            "socket-header", "a listener is where the request came in");

    static {
        SETTINGS.put("max-contacts", RegistrarParams.MAX_CONTACTS.key());
        SETTINGS.put("min-expires", RegistrarParams.MIN_EXPIRES.key());
        SETTINGS.put("max-expires", RegistrarParams.MAX_EXPIRES.key());
        SETTINGS.put("force-registration", RollcallParams.MAX_CONTACTS_POLICY.key());
        SETTINGS.put("matching-mode", UsrlocParams.MATCHING_MODE.key());
        SETTINGS.put("path-off", RollcallParams.PATH.key());
        SETTINGS.put("path-lazy", RollcallParams.PATH.key());
        SETTINGS.put("path-strict", RollcallParams.PATH.key());
        SETTINGS.put("path-received", RollcallParams.PATH_RECEIVED.key());
    }

    /** A call with what was understood of it. */
    private record Save(Call call, Map<String, String> settings) {}

    private final Findings findings;
    private final List<Call> calls;
    private Optional<String> letters = Optional.empty();

    SaveCalls(Findings findings, List<Call> calls) {
        this.findings = findings;
        this.calls = calls;
    }

    void interpret() {
        calls.stream().filter(call -> call.function().equals(MID_REGISTRAR)).forEach(call -> findings.leave(
                call.text(), "Rollcall is a registrar, and none between phones and another one"));
        List<Save> saves = calls.stream()
                .filter(call -> call.function().equals(FUNCTION))
                .map(this::read)
                .toList();
        Set<String> keys = new LinkedHashSet<>(SETTINGS.values());
        keys.add(RollcallParams.TABLE.key());
        keys.forEach(key -> settle(key, saves));
    }

    /** A place where flags are letters, as they are before OpenSIPS 3.4. */
    Optional<String> letters() {
        return letters;
    }

    private Save read(Call call) {
        Map<String, String> settings = new LinkedHashMap<>();
        constant(call, 0, "table").ifPresent(table -> settings.put(RollcallParams.TABLE.key(), table));
        constant(call, 1, "flags").flatMap(text -> flags(call, text)).ifPresent(flags -> {
            flags.values().forEach((name, value) -> {
                if (SETTINGS.containsKey(name)) {
                    settings.put(SETTINGS.get(name), rollcalls(name, value));
                }
            });
            if (flags.letters()) {
                letters = letters.or(() -> Optional.of(call.text()));
            }
            // OpenSIPS: without a path flag Path is passed over
            settings.putIfAbsent(RollcallParams.PATH.key(), "ignore");
            flags.values().keySet().stream().filter(REASONS::containsKey).forEach(name ->
                    findings.leave(name + " of " + call.text(), REASONS.get(name)));
        });
        constant(call, 2, "AOR").ifPresent(aor -> findings.leave(call.text(), "the AOR is always that of the To header"));
        return new Save(call, settings);
    }

    /** How Rollcall writes the value of a flag. OpenSIPS: the name of a parameter stands between angle brackets. */
    private static String rollcalls(String name, String value) {
        return switch (name) {
            case "force-registration" -> "drop-oldest";
            case "path-off", "path-lazy", "path-strict" -> name.replaceFirst("path-", "");
            case "path-received" -> "1";
            default -> value.replaceAll("^<(.*)>$", "$1");
        };
    }

    private Optional<SaveFlags> flags(Call call, String text) {
        Optional<SaveFlags> flags = SaveFlags.read(text);
        if (flags.isEmpty()) {
            findings.leave(call.text(), "no release of OpenSIPS knows all of these flags");
        }
        return flags;
    }

    /** An argument that is there and is no variable; the empty flags where there are none. */
    private Optional<String> constant(Call call, int index, String name) {
        if (index >= call.arguments().size() || call.arguments().get(index).text().isEmpty()) {
            return index == 1 ? Optional.of("") : Optional.empty();
        }
        Argument argument = call.arguments().get(index);
        if (!argument.isConstant()) {
            findings.leave(call.text(), "its " + name + " is known only while the script runs");
            return Optional.empty();
        }
        return Optional.of(argument.text());
    }

    /** Takes what all calls say of a key, or says that they do not agree. */
    private void settle(String key, List<Save> saves) {
        Set<Optional<String>> values = saves.stream()
                .map(save -> Optional.ofNullable(save.settings.get(key)))
                .collect(Collectors.toSet());
        if (values.size() > 1) {
            findings.conflict(key, saves.stream().map(save -> save.call.text()).collect(Collectors.joining(" and "))
                    + " do not agree on " + key + "; say which holds: --set " + key + "=VALUE");
        } else if (!values.isEmpty()) {
            values.iterator().next().ifPresent(value -> findings.take(
                    new Setting(key, value, saves.get(0).call.place() + ", as save()")));
        }
    }

}
