package dev.rollcall.opensipscfg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags of a {@code save()}: names with commas between, or, before OpenSIPS 3.4, letters in a row.
 *
 * @param values by name; of a flag without a value it is empty
 * @param letters whether they were written as letters
 */
record SaveFlags(Map<String, String> values, boolean letters) {
    private static final Pattern LETTER = Pattern.compile("([mrfosv])|([ceE])([0-9]+)|p([012])|M([01]|<[^>]*>)");
    private static final Pattern NAME = Pattern.compile("\\s*([a-z-]+)\\s*(?:=\\s*([^,\\s]+)\\s*)?");
    private static final Map<String, String> NAMES = Map.of("m", "memory-only", "r", "no-reply", "f",
            "force-registration", "o", "only-request-contacts", "s", "socket-header", "v", "path-received", "c",
            "max-contacts", "e", "min-expires", "E", "max-expires");
    private static final List<String> PATHS = List.of("path-off", "path-lazy", "path-strict");
    private static final List<String> WITH_VALUE = List.of("max-contacts", "min-expires", "max-expires", "matching-mode");

    /** The flags of a text; nothing where it is not of their form. */
    static Optional<SaveFlags> read(String text) {
        return text.isBlank() ? Optional.of(new SaveFlags(Map.of(), false)) : names(text).or(() -> letters(text));
    }

    private static Optional<SaveFlags> names(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String flag : text.split(",", -1)) {
            Matcher matcher = NAME.matcher(flag);
            if (!matcher.matches() || !isName(matcher.group(1), matcher.group(2))) {
                return Optional.empty();
            }
            values.put(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
        }
        return Optional.of(new SaveFlags(values, false));
    }

    private static boolean isName(String name, String value) {
        return WITH_VALUE.contains(name)
                ? value != null
                : value == null && (PATHS.contains(name) || NAMES.containsValue(name));
    }

    private static Optional<SaveFlags> letters(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = LETTER.matcher(text);
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            at = matcher.end();
            if (matcher.group(1) != null) {
                values.put(NAMES.get(matcher.group(1)), "");
            } else if (matcher.group(2) != null) {
                values.put(NAMES.get(matcher.group(2)), matcher.group(3));
            } else if (matcher.group(4) != null) {
                values.put(PATHS.get(Integer.parseInt(matcher.group(4))), "");
            } else {
                values.put("matching-mode", matcher.group(5));
            }
        }
        return at == text.length() ? Optional.of(new SaveFlags(values, true)) : Optional.empty();
    }
}
