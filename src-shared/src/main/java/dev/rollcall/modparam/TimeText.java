package dev.rollcall.modparam;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as a configuration writes them: a whole number and {@code s}, {@code m}, {@code h} or {@code d}. */
final class TimeText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})([smhd]?)");

    private TimeText() {}

    /** The span of a text; without a unit it counts seconds, as OpenSIPS' parameters do. */
    static Optional<Duration> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)) * secondsIn(matcher.group(2))))
                : Optional.empty();
    }

    /** The text of a span in the largest unit that divides it; no time at all is {@code 0}. */
    static String print(Duration time) {
        long seconds = time.toSeconds();
        for (String unit : new String[] {"d", "h", "m"}) {
            if (seconds != 0 && seconds % secondsIn(unit) == 0) {
                return seconds / secondsIn(unit) + unit;
            }
        }
        return seconds == 0 ? "0" : seconds + "s";
    }

    private static long secondsIn(String unit) {
        return switch (unit) {
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 1;
        };
    }
}
