package dev.rollcall.sql;

/** Arguments of commands that an operator pastes into a shell. */
public final class ShellArgument {
    private static final String HARMLESS = "[A-Za-z0-9_./:=@%+,-]+";

    private ShellArgument() {}

    /** The argument, in quotes where a shell would make something else of it. */
    public static String quoted(String argument) {
        return argument.matches(HARMLESS) ? argument : '\'' + argument.replace("'", "'\\''") + '\'';
    }
}
