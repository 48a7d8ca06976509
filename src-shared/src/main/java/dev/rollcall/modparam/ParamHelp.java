package dev.rollcall.modparam;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of parameters as a help text shows it. */
public final class ParamHelp {
    private static final int WIDTH = 79;

    private ParamHelp() {}

    /** A heading, and for each parameter that Rollcall obeys its name and default, then what is allowed. */
    public static String[] lines() {
        Stream<String> params = ParamTable.all().stream()
                .flatMap(known -> known instanceof ModParam<?> param ? lines(param) : Stream.of());
        return Stream.concat(Stream.of("", "Parameters of --set and the file, with their defaults:"), params)
                .map(line -> line.replace("%", "%%"))
                .toArray(String[]::new);
    }

    private static Stream<String> lines(ModParam<?> param) {
        return Stream.of(
                        wrapped("  ", param.key() + " = " + param.unset().replace("`", "")),
                        wrapped("      ", param.type().allowed()))
                .flatMap(List::stream);
    }

    /** The text in lines of at most 79 characters, broken at blanks. */
    private static List<String> wrapped(String indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent).append("    ");
            }
            line.append(line.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
