package dev.rollcall.modparam;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a configuration in force as the text of a file that {@link ConfigFile} reads.
 *
 * <p>What was set stands there as it was written, with its place behind it; what was not, as a comment with its default,
 * so that the file sets what was set and no more. Of passwords only a mask is there, and a file with one is refused.
 */
public final class ConfigText {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:,@*+=\\[\\]-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ConfigText() {}

    /**
     * The text, a line for each listener and each parameter that Rollcall obeys.
     *
     * @param listenKey the key of listeners
     * @param listeners what was set of them
     * @param defaultListeners those in force where none was set
     * @param notTaken what another configuration said and this one does not, as comments at the end
     */
    public static String of(
            String listenKey, List<Setting> listeners, List<String> defaultListeners, ParamValues values,
            List<String> notTaken) {
        StringBuilder text = new StringBuilder("""
                # The configuration in force. It can be given back: --config FILE.
                # Behind a value stands where it was set. A line that begins with # holds a default.
                # *** stands for a password: write the real one in its place, a file with *** there is refused.

                """);
        listeners.forEach(setting -> text.append(line(setting)));
        if (listeners.isEmpty()) {
            defaultListeners.forEach(address -> text.append("# ").append(listenKey).append(" = ").append(address)
                    .append('\n'));
        }
        text.append('\n');
        for (KnownParam known : ParamTable.all()) {
            if (known instanceof ModParam<?> param) {
                text.append(values.setting(param).map(ConfigText::line).orElseGet(() -> defaultLine(param)));
            }
        }
        if (!notTaken.isEmpty()) {
            text.append("\n# Not taken, and why:\n");
            notTaken.forEach(remark -> text.append("# ").append(oneLine(remark)).append('\n'));
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** The line of a setting, with its place. */
    private static String line(Setting setting) {
        String value = quoted(SecretText.maskedSecret(setting.key(), setting.value()));
        return setting.key() + " = " + value + "    # " + oneLine(setting.where()) + '\n';
    }

    private static <T> String defaultLine(ModParam<T> param) {
        Optional<String> initial = param.initial().map(param.type()::print);
        return "# " + param.key() + initial
                .map(value -> " = " + quoted(value))
                .orElseGet(() -> " is not set: " + param.unset().replace("`", "")) + '\n';
    }

    private static String quoted(String value) {
        return BARE.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
