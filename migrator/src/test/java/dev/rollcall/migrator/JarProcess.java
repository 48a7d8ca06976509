package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the jar as it is shipped, in an ASCII locale. */
final class JarProcess {
    static final Path JAR = Path.of("target", "migrator.jar");

    private final Path output;

    /** @param directory where the output goes */
    JarProcess(Path directory) {
        output = directory.resolve("output");
    }

    Process start(String... arguments) throws IOException {
        return start(JAR, arguments);
    }

    Process start(Path jar, String... arguments) throws IOException {
        return run(command(jar, "300m", arguments));
    }

    /** A run with a heap of this size. */
    Process startInHeap(String size, String... arguments) throws IOException {
        return run(command(JAR, size, arguments));
    }

    /** A run that can make no file larger than this. */
    Process startWithin(long kilobytes, String... arguments) throws IOException {
        // POSIX: by blocks of 512 bytes
        List<String> command = new ArrayList<>(List.of(
                "sh", "-c", "ulimit -f " + kilobytes * 2 + " && exec \"$@\"", "sh"));
        command.addAll(command(JAR, "300m", arguments));
        return run(command);
    }

    private static List<String> command(Path jar, String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap, "-jar", jar.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    int await(Process process) throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    /** SIGKILL: no hook and no finally block of it runs. */
    void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(128 + 9, process.exitValue(), () -> "it was killed and did not end by itself: " + output());
    }

    /** What the process that was started last has printed. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
