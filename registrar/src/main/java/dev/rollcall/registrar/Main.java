package dev.rollcall.registrar;

import java.nio.file.Path;

/** The registrar's entry point. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(new RegistrarCommand(new RegistrarServer(), Path.of("")).run(args));
    }
}
