package dev.rollcall.modparam;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a configuration file. */
final class ConfigLine {
    private static final int MAX_CHARS = 8192;
    private static final String QUOTED = "\"([^\"\\\\]*+(?:\\\\[\"\\\\][^\"\\\\]*+)*+)\"";
    private static final String COMMENT = "(?:\\s*#.*)?";
    private static final Pattern EMPTY = Pattern.compile("\\s*" + COMMENT);
    private static final Pattern QUOTED_VALUE =
            Pattern.compile("\\s*([A-Za-z0-9_.]+)\\s*=\\s*" + QUOTED + "\\s*;?\\s*" + COMMENT);
    private static final Pattern BARE_VALUE =
            Pattern.compile("\\s*([A-Za-z0-9_.]+)\\s*=\\s*([^\"\\s#](?:.*?\\S)??)\\s*(?:\\s#.*)?");
    private static final Pattern MODPARAM = Pattern.compile("\\s*modparam\\s*\\(\\s*\"([a-z_|]+)\"\\s*,\\s*"
            + "\"([A-Za-z0-9_]+)\"\\s*,\\s*(?:" + QUOTED + "|([^\\s\",#()]++))\\s*\\)\\s*;?\\s*" + COMMENT);

    private ConfigLine() {}

    /**
     * The settings of a line: none, one, or one for each module of a modparam.
     *
     * @throws IllegalArgumentException when the line is something else; its message shows no value
     */
    static List<Setting> read(String line, String where) {
        if (line.length() > MAX_CHARS) {
            throw new IllegalArgumentException("the line is longer than " + MAX_CHARS + " characters");
        }
        if (EMPTY.matcher(line).matches()) {
            return List.of();
        }
        Matcher modparam = MODPARAM.matcher(line);
        if (modparam.matches()) {
            String value = modparam.group(3) == null ? modparam.group(4) : unescaped(modparam.group(3));
            return Arrays.stream(modparam.group(1).split("\\|"))
                    .map(module -> new Setting(module + '.' + modparam.group(2), value, where))
                    .toList();
        }
        Matcher quoted = QUOTED_VALUE.matcher(line);
        if (quoted.matches()) {
            return List.of(new Setting(quoted.group(1), unescaped(quoted.group(2)), where));
        }
        Matcher bare = BARE_VALUE.matcher(line);
        if (bare.matches()) {
            return List.of(new Setting(bare.group(1), bare.group(2), where));
        }
        throw new IllegalArgumentException("this line is no setting; write name = value, or"
                + " modparam(\"module\", \"name\", value); a value with quotes in it needs quotes around it");
    }

    private static String unescaped(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
