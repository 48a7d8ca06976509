package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs to its end. */
final class Command {
    private static final int LIMIT_SECONDS = 600;

    private Command() {}

    /** What it prints to standard output; what it complains of goes where our own complaints go. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = Children.start(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " did not end");
            }
            return output;
        } finally {
            Children.stop(process);
        }
    }
}
