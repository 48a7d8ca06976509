package dev.rollcall.modparam;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the values of a parameter are written: text in, a checked value out, and back.
 *
 * @param allowed which texts are values, with their unit, as it continues the words "allowed is"
 * @param reader throws {@link IllegalArgumentException} whose message says why a text is no value
 * @param printer the text of a value, as a file would hold it
 */
public record ValueType<T>(String allowed, Function<String, T> reader, Function<? super T, String> printer) {
    /** The value of a text. @throws IllegalArgumentException with a sentence that says what is allowed */
    public T read(String text) {
        return reader.apply(text);
    }

    /** The text of a value. */
    public String print(T value) {
        return printer.apply(value);
    }

    /** On or off. */
    public static ValueType<Boolean> flag() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("0", false);
        words.put("1", true);
        words.put("off", false);
        words.put("on", true);
        words.put("no", false);
        words.put("yes", true);
        return words("0 or 1 (or off/on, no/yes)", words, Map.of(), on -> on ? "1" : "0");
    }

    /** A whole number within bounds, both of them values. */
    public static ValueType<Integer> number(int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        return of(allowed, text -> wholeNumber(text).filter(n -> n >= min && n <= max).map(Long::intValue),
                String::valueOf);
    }

    /** A span of time in whole seconds within bounds, both of them values; a number without a unit means seconds. */
    public static ValueType<Duration> seconds(Duration min, Duration max) {
        String allowed = "a time from " + TimeText.print(min) + " to " + TimeText.print(max)
                + ", as 30 or 30s (seconds), 5m, 2h or 1d";
        return of(allowed, text -> TimeText.read(text).filter(t -> t.compareTo(min) >= 0 && t.compareTo(max) <= 0),
                TimeText::print);
    }

    /** One of the constants, named in lower case with hyphens; case does not matter. OpenSIPS: strcasecmp. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> constants, Map<String, String> refused) {
        Map<String, E> words = Arrays.stream(constants.getEnumConstants())
                .collect(Collectors.toMap(ValueType::word, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return words(listed(words), words, refused, ValueType::word);
    }

    /** One of the constants, or {@code auto}: decided later, from what is found. */
    public static <E extends Enum<E>> ValueType<Optional<E>> choiceOrAuto(Class<E> constants) {
        Map<String, Optional<E>> words = new LinkedHashMap<>();
        words.put("auto", Optional.empty());
        for (E constant : constants.getEnumConstants()) {
            words.put(word(constant), Optional.of(constant));
        }
        return words(listed(words), words, Map.of(), value -> value.map(ValueType::word).orElse("auto"));
    }

    /** Text without control characters, of as many characters as the bounds say. */
    public static ValueType<String> text(int min, int max) {
        return of("a text of " + min + " to " + max + " characters, none of them a control character",
                text -> Optional.of(text).filter(t -> t.length() >= min && t.length() <= max && printable(t)),
                Function.identity());
    }

    /** The name of a table or column: ASCII letters, digits and underscores. */
    public static ValueType<String> identifier(int max) {
        return of("1 to " + max + " ASCII letters, digits and underscores, no digit first",
                text -> Optional.of(text).filter(t -> t.length() <= max && t.matches("[A-Za-z_][A-Za-z0-9_]*")),
                Function.identity());
    }

    /** A type of its own: {@code reader} gives nothing for a text that is no value. */
    public static <T> ValueType<T> of(
            String allowed, Function<String, Optional<T>> reader, Function<? super T, String> printer) {
        return new ValueType<>(allowed, text -> reader.apply(text).orElseThrow(() -> refusal(allowed)), printer);
    }

    private static <T> ValueType<T> words(
            String allowed, Map<String, T> words, Map<String, String> refused, Function<? super T, String> printer) {
        return new ValueType<>(allowed, text -> {
            String word = text.toLowerCase(Locale.ROOT);
            if (refused.containsKey(word)) {
                throw new IllegalArgumentException(refused.get(word) + "; allowed is " + allowed);
            }
            if (!words.containsKey(word)) {
                throw refusal(allowed);
            }
            return words.get(word);
        }, printer);
    }

    private static String listed(Map<String, ?> words) {
        return String.join(" | ", words.keySet());
    }

    /** How a constant is written: in lower case with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Long> wholeNumber(String text) {
        return text.matches("-?[0-9]{1,10}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static boolean printable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static IllegalArgumentException refusal(String allowed) {
        return new IllegalArgumentException("allowed is " + allowed);
    }
}
