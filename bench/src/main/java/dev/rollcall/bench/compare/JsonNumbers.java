package dev.rollcall.bench.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a generator's JSON, each by its own name, wherever they are nested. */
final class JsonNumbers {
    private static final Pattern FORM = Pattern.compile("\"([^\"]+)\":\\s*(-?[0-9.]+)");

    private final Map<String, Double> numbers = new HashMap<>();

    JsonNumbers(String json) {
        Matcher matcher = FORM.matcher(json);
        while (matcher.find()) {
            numbers.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
        }
    }

    /** @throws IOException where it is not there */
    double get(String name) throws IOException {
        Double number = numbers.get(name);
        if (number == null) {
            throw new IOException("the generator's result has no \"" + name + "\"");
        }
        return number;
    }
}
