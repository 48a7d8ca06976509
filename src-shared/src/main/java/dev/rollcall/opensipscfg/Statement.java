package dev.rollcall.opensipscfg;

import java.util.List;
import java.util.stream.Collectors;

/** What a configuration says that may concern a registrar. */
sealed interface Statement {
    /** File and line where it begins. */
    String place();

    /** {@code loadmodule "usrloc.so"}. @param module the name alone, {@code usrloc} */
    record LoadModule(String module, String place) implements Statement {}

    /** {@code modparam("modules", "name", value)}. @param modules a name, several with bars between, or a pattern */
    record Param(String modules, String name, String value, String place) implements Statement {}

    /**
     * {@code socket = protocol:host:ports options}, or {@code listen}.
     *
     * @param keyword which of the two
     * @param protocol in lower case; empty where none stands there
     * @param host IPv6 in its brackets; {@code *} for every address
     * @param ports one, or ranges with commas between; empty where none stands there
     * @param options each with its value: {@code as 192.0.2.1:5060}
     */
    record Socket(String keyword, String protocol, String host, String ports, List<String> options, String place)
            implements Statement {}

    /** {@code name = value} of the core. @param value the rest of the line, a blank between its tokens */
    record Assignment(String name, String value, String place) implements Statement {}

    /** A function that a routing block calls. */
    record Call(String function, List<Argument> arguments, String place) implements Statement {
        /** The call as a remark names it, with its place. */
        String text() {
            return arguments.stream()
                    .map(argument -> argument.isConstant() ? '"' + argument.text() + '"' : argument.text())
                    .collect(Collectors.joining(", ", function + "(", ") (" + place + ')'));
        }
    }

    /** What stands between two commas of a call. @param isConstant whether no variable is in it */
    record Argument(String text, boolean isConstant) {}
}
