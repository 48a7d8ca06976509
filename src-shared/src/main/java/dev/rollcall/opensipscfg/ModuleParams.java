package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.ParamTable;
import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.Statement.Param;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Interprets {@code modparam} lines. */
final class ModuleParams {
    /** Few repetitions, so that no pattern takes long. */
    private static final Pattern SHORT = Pattern.compile("[^*+?{]{1,256}(?:[*+?{][^*+?{]{0,256}){0,3}");
    /** Of each module its name, of those that Rollcall knows parameters of. */
    private static final Set<String> KNOWN = ParamTable.all().stream()
            .map(param -> param.key().substring(0, param.key().indexOf('.')))
            .filter(module -> !module.equals("rollcall"))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    private static final Set<String> TLS_FILES = Set.of("tls_mgm.certificate", "tls_mgm.private_key");
    private static final List<String> PRESETS = List.of("single-instance-no-db", "single-instance-sql-write-through",
            "single-instance-sql-write-back", "sql-only");

    private final Findings findings;
    private final Set<String> others = new LinkedHashSet<>();
    private final Map<String, String> ports = new HashMap<>();
    /** The files of each TLS domain, by parameter and domain. */
    private final Map<String, Map<String, Setting>> tlsFiles = new LinkedHashMap<>();

    ModuleParams(Findings findings) {
        this.findings = findings;
    }

    void interpret(Param param) {
        Set<String> modules = KNOWN.stream()
                .filter(module -> matches(param.modules(), module))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        modules.forEach(module -> interpret(
                new Setting(module + '.' + param.name(), param.value(), param.place())));
        List<String> rest = Arrays.stream(param.modules().split("\\|")).filter(name -> !modules.contains(name)).toList();
        rest.stream().filter(ModuleParams::isName).forEach(others::add);
        if (modules.isEmpty() && !rest.stream().allMatch(ModuleParams::isName)) {
            findings.leave("modparam(\"" + param.modules() + "\", \"" + param.name() + "\") (" + param.place() + ')',
                    "no module with parameters of a registrar has such a name");
        }
    }

    private static boolean isName(String module) {
        return module.matches("[a-z0-9_]+");
    }

    /** What can be said only when all lines were read. */
    void finish() {
        tlsFiles.forEach((key, domains) -> {
            Set<String> files = domains.values().stream().map(Setting::value).collect(Collectors.toSet());
            if (files.size() == 1) {
                findings.take(domains.values().iterator().next());
            } else {
                domains.values().forEach(file -> findings.leave(file.toString(), "Rollcall shows one certificate on all"
                        + " TLS and WSS listeners; choose with rollcall.tls_certificate and rollcall.tls_key"));
            }
        });
    }

    /** The ports of listeners that name none, by protocol, where they were set. */
    Map<String, String> ports() {
        return ports;
    }

    /** Modules with parameters that are none of a registrar's. */
    Set<String> otherModules() {
        return others;
    }

    /** OpenSIPS: the module is a regular expression, which must match the whole name in any case. */
    private static boolean matches(String modules, String module) {
        if (!SHORT.matcher(modules).matches()) {
            return false;
        }
        try {
            return Pattern.compile(modules, Pattern.CASE_INSENSITIVE).matcher(module).matches();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private void interpret(Setting written) {
        Setting setting = translated(written);
        String key = setting.key();
        if (key.matches("proto_[a-z]+\\.[a-z]+_port")) {
            ports.put(key.replaceFirst(".*\\.", "").replaceFirst("_port", ""), setting.value());
        } else if (TLS_FILES.contains(key)) {
            tlsFile(setting);
        } else if (ParamTable.find(key).isEmpty()) {
            findings.leave(setting.toString(), "OpenSIPS has no such parameter"
                    + ParamTable.nearest(key).map(near -> "; is " + near + " meant?").orElse(""));
        } else if (mustHold(key)) {
            findings.take(setting);
        } else {
            ParamTable.objection(setting).ifPresentOrElse(
                    reason -> findings.leave(setting.toString(), reason), () -> findings.take(setting));
        }
    }

    /** With another value than Rollcall's one these make another table or another server: no start without a word. */
    private static boolean mustHold(String key) {
        return key.matches("usrloc\\.[a-z_]+_column|usrloc\\.cluster_mode");
    }

    private static Setting translated(Setting setting) {
        return switch (setting.key()) {
            case "usrloc.db_mode" -> dbMode(setting);
            // OpenSIPS: 512 slots
            case "usrloc.hash_size" -> setting.value().matches("-[0-9]+|[01]")
                    ? new Setting(setting.key(), "9", setting.where() + ", as " + setting.value())
                    : setting;
            default -> setting.key().startsWith("tls_mgm.") ? withoutDomain(setting) : setting;
        };
    }

    private static Setting dbMode(Setting setting) {
        return setting.value().matches("[0-3]")
                ? new Setting("usrloc.working_mode_preset", PRESETS.get(Integer.parseInt(setting.value())),
                        setting.where() + ", as db_mode " + setting.value())
                : setting;
    }

    /** OpenSIPS: {@code [domain]value}, or the value alone. */
    private static Setting withoutDomain(Setting setting) {
        return new Setting(setting.key(), setting.value().replaceFirst("^\\[[^\\]]*\\]", ""), setting.where());
    }

    private void tlsFile(Setting setting) {
        tlsFiles.computeIfAbsent(setting.key(), key -> new LinkedHashMap<>()).put(setting.where(), setting);
    }
}
