package dev.rollcall.registrar;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The registrar's entry point. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its {@link ExitCode}. */
    public static void main(String[] args) {
        // whatever the locale: a configuration file is UTF-8
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.exit(new RegistrarCommand(new RegistrarServer(), Path.of(""), out).run(args));
    }
}
