package dev.rollcall.registrar;

import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar registrar.jar} as a process of its own, in a directory of its own. */
final class RegistrarProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "registrar.jar").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path log;

    private RegistrarProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and returns at once. */
    static RegistrarProcess launch(Path directory, List<String> arguments) throws IOException {
        Path log = Files.createTempFile(directory, "registrar", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-jar", JAR.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RegistrarProcess(process, log);
    }

    /** Starts it and returns when it says that it is ready. */
    static RegistrarProcess start(Path directory, String... arguments) throws Exception {
        RegistrarProcess registrar = launch(directory, List.of(arguments));
        registrar.awaitLine("NOTICE:core:main: ready");
        return registrar;
    }

    /** Runs it to its end; its exit code and what it printed. */
    static Ended run(Path directory, String... arguments) throws Exception {
        try (RegistrarProcess registrar = launch(directory, List.of(arguments))) {
            return registrar.end();
        }
    }

    /** How a process ended. */
    record Ended(int exitCode, String output) {}

    void awaitLine(String line) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!output().contains(line)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not print '" + line + "' but:\n" + output());
            }
            Thread.sleep(20);
        }
    }

    /** All that it printed so far, standard output and standard error. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of its listener of a transport, as its line says. */
    int port(Transport transport) {
        Matcher line = Pattern.compile("listening on " + transport.lowerCase() + ":\\S+:(\\d+)").matcher(output());
        if (!line.find()) {
            throw new AssertionError("no listener of " + transport + " in:\n" + output());
        }
        return Integer.parseInt(line.group(1));
    }

    /** Its number, to send it a signal. */
    String pid() {
        return String.valueOf(process.pid());
    }

    /** Waits for its end. */
    Ended end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end; it printed:\n" + output());
        }
        return new Ended(process.exitValue(), output());
    }

    /** Sends it a signal, HUP or another one that does not end it. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /** SIGTERM; waits for its end. */
    Ended terminate() throws InterruptedException {
        process.destroy();
        return end();
    }

    /** SIGKILL; waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        end();
    }

    /** Kills what a failed test left running. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
