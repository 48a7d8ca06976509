package dev.rollcall.modparam;

import java.util.stream.Stream;

/** The table of parameters as a help text shows it. */
public final class ParamHelp {
    private ParamHelp() {}

    /** A heading, and two lines for each parameter that Rollcall obeys: name and default, then what is allowed. */
    public static String[] lines() {
        Stream<String> params = ParamTable.all().stream()
                .filter(ModParam.class::isInstance)
                .map(ModParam.class::cast)
                .flatMap(ParamHelp::lines);
        return Stream.concat(Stream.of("", "Parameters of --set and the file, with their defaults:"), params)
                .map(line -> line.replace("%", "%%"))
                .toArray(String[]::new);
    }

    private static Stream<String> lines(ModParam<?> param) {
        return Stream.of(
                "  " + param.key() + " = " + param.unset().replace("`", ""),
                "      " + param.type().allowed());
    }
}
