package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What an {@code opensips.cfg} says in Rollcall's words.
 *
 * @param settings what was taken, each with file and line; listeners have the key {@code listen}
 * @param remarks what was not taken, a sentence each with the place and the reason; passwords are masked
 * @param conflicts what the file says in two ways, and an operator has to decide
 */
public record OpensipsCfg(List<Setting> settings, List<String> remarks, List<Conflict> conflicts) {
    /** What no file says. */
    public static final OpensipsCfg NONE = new OpensipsCfg(List.of(), List.of(), List.of());

    /** Two places of a file that do not agree. @param key the parameter that settles it */
    public record Conflict(String key, String sentence) {}

    /**
     * Reads a file and those that it includes.
     *
     * @param workingDirectory where relative names are looked for first
     * @param problems gets a sentence with file and line for what cannot be read; nothing is taken then
     */
    public static OpensipsCfg read(Path file, Path workingDirectory, Consumer<String> problems) {
        Interpreter interpreter = new Interpreter();
        try {
            ScriptFiles files = new ScriptFiles(workingDirectory);
            files.enter(workingDirectory.resolve(file), "--opensips-cfg");
            return interpreter.interpret(new Parser(files, Interpreter.FUNCTIONS).parse());
        } catch (ScriptException e) {
            problems.accept(e.getMessage());
            return NONE;
        }
    }

    /** The conflicts that no other source settles, a sentence each. */
    public List<String> openConflicts(Collection<Setting> others) {
        Set<String> settled = others.stream().map(Setting::key).collect(Collectors.toSet());
        return conflicts.stream()
                .filter(conflict -> !settled.contains(conflict.key))
                .map(Conflict::sentence)
                .toList();
    }

    /** Of all that only what says where a location table is and what its contact IDs are made with. */
    public OpensipsCfg ofTable() {
        return new OpensipsCfg(
                settings.stream().filter(setting -> isOfTable(setting.key())).toList(),
                List.of(),
                conflicts.stream().filter(conflict -> isOfTable(conflict.key())).toList());
    }

    private static boolean isOfTable(String key) {
        return Set.of(UsrlocParams.DB_URL.key(), UsrlocParams.USE_DOMAIN.key(), UsrlocParams.HASH_SIZE.key(),
                RollcallParams.TABLE.key()).contains(key) || key.matches("usrloc\\.[a-z_]+_column");
    }
}
