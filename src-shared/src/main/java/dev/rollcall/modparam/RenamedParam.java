package dev.rollcall.modparam;

/**
 * A parameter of OpenSIPS that Rollcall obeys under another name.
 *
 * @param key module and name with a dot between, as OpenSIPS has it
 * @param target the parameter that setting it sets; values are written alike
 */
public record RenamedParam(String key, ModParam<?> target) implements KnownParam {
    /** The setting of the target that a setting of this parameter is. */
    Setting renamed(Setting setting) {
        return new Setting(target.key(), setting.value(), setting.where() + ", as " + key);
    }
}
