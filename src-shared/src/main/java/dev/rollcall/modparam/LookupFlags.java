package dev.rollcall.modparam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which contacts of an AOR are given: the flags of OpenSIPS' {@code lookup()}.
 *
 * @param text as it was given
 * @param methodFiltering whether contacts that do not allow the request's method are left out
 * @param noBranches whether the first contact alone is given
 * @param userAgents found in the User-Agent of every contact that is given; nothing for all of them
 */
public record LookupFlags(String text, boolean methodFiltering, boolean noBranches, Optional<Pattern> userAgents) {
    private static final String USER_AGENTS = "ua-filtering=";
    /** One flag and the comma behind it; commas inside an expression between slashes belong to it. */
    private static final Pattern FLAG =
            Pattern.compile("(ua-filtering=/.*?/(?=\\s*(?:,|$))|[^,]+)(?:\\s*,\\s*(?!$)|\\s*$)");
    private static final String ALLOWED = "flags with commas between: method-filtering, no-branches,"
            + " ua-filtering=/EXPRESSION/, case-insensitive, extended-regexp";
    private static final String NO_BRANCHES_HERE = "there is no routing script whose branches it could be about";
    private static final String NO_PINGS = "contacts are not pinged, so no latency is known";

    /** OpenSIPS' flags that mean nothing here, and why. */
    private static final Map<String, String> REFUSED = Map.of(
            "branch", NO_BRANCHES_HERE,
            "to-branches-only", NO_BRANCHES_HERE,
            "global", "it needs a cluster",
            "sort-by-latency", NO_PINGS,
            "max-ping-latency", NO_PINGS);

    /** How they are written. */
    static ValueType<LookupFlags> type() {
        return new ValueType<>(ALLOWED, LookupFlags::parse, LookupFlags::text);
    }

    /** @throws IllegalArgumentException with a sentence that says what is allowed */
    static LookupFlags parse(String text) {
        boolean methodFiltering = false;
        boolean noBranches = false;
        boolean caseInsensitive = false;
        String expression = null;
        for (String flag : flags(text)) {
            if (flag.startsWith(USER_AGENTS + '/') && flag.endsWith("/") && flag.length() > USER_AGENTS.length() + 2) {
                expression = flag.substring(USER_AGENTS.length() + 1, flag.length() - 1);
                continue;
            }
            switch (flag) {
                case "method-filtering" -> methodFiltering = true;
                case "no-branches" -> noBranches = true;
                case "case-insensitive" -> caseInsensitive = true;
                case "extended-regexp" -> { } // every expression is an extended one
                default -> throw refused(flag);
            }
        }
        return new LookupFlags(text, methodFiltering, noBranches, pattern(expression, caseInsensitive));
    }

    private static List<String> flags(String text) {
        List<String> flags = new ArrayList<>();
        Matcher flag = FLAG.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!flag.find(end) || flag.start() != end) {
                throw refused(text.substring(end));
            }
            flags.add(flag.group(1).strip());
            end = flag.end();
        }
        return flags;
    }

    private static Optional<Pattern> pattern(String expression, boolean caseInsensitive) {
        if (expression == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(expression, caseInsensitive ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(USER_AGENTS + '/' + expression + "/ is no expression: "
                    + e.getDescription());
        }
    }

    private static IllegalArgumentException refused(String flag) {
        String reason = REFUSED.get(flag.replaceFirst("=.*", ""));
        return new IllegalArgumentException(
                reason == null ? "allowed is " + ALLOWED : flag + " is not served: " + reason);
    }
}
