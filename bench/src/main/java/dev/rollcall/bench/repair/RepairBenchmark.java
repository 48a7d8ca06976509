package dev.rollcall.bench.repair;

import dev.rollcall.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fills a table with broken IDs and has the migrator's jar inspect it, repair it, verify the repair and take it back,
 * each as a process of its own. Prints the time, the process' own CPU time and its largest resident memory.
 */
@Command(name = "repair-benchmark", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Makes a table location in an empty database and times the migrator on it.")
public final class RepairBenchmark implements Callable<Integer> {
    private static final int FSYNCS = 50;
    private static final Duration LOOK = Duration.ofMillis(20);

    @Option(names = "--db-url", required = true, description = "An empty database, or a SQLite file that is not there")
    private String url;

    @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}")
    private long rows;

    @Option(names = "--heap", defaultValue = "256m", description = "The migrator's -Xmx. Default: ${DEFAULT-VALUE}")
    private String heap;

    @Option(names = "--jar", defaultValue = "migrator/target/migrator.jar", description = "Default: ${DEFAULT-VALUE}")
    private Path jar;

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RepairBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT, "one fsync of 4 KB takes %.2f ms here%n", fsyncMillis());
        long start = System.nanoTime();
        BrokenTable.create(DatabaseUrl.parse(url), rows);
        System.out.printf(Locale.ROOT, "%-28s %7.1f s%n", "filling " + rows + " rows", seconds(start));
        run(1, "inspect");
        run(0, "inspect, repair, inspect", "--regen-broken-contactid", "--use-domain=1");
        run(0, "verify", "verify");
        run(0, "rollback", "rollback");
        return 0;
    }

    private void run(int exit, String what, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap, "-jar",
                jar.toString()));
        boolean subcommand = arguments.length > 0 && !arguments[0].startsWith("-");
        command.addAll(subcommand ? List.of(arguments[0], "--db-url", url) : List.of("--db-url", url));
        command.addAll(List.of(arguments).subList(subcommand ? 1 : 0, arguments.length));
        Path output = Files.createTempFile("repair-benchmark", ".txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        long resident = 0;
        Duration cpu = Duration.ZERO;
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            resident = Math.max(resident, residentKilobytes(process.pid()));
            cpu = process.info().totalCpuDuration().orElse(cpu);
        }
        System.out.printf(Locale.ROOT, "%-28s %7.1f s  %6.1f s of CPU in the migrator, %d MB resident at most%n",
                what, seconds(start), cpu.toMillis() / 1000.0, resident / 1024);
        if (process.exitValue() != exit) {
            throw new IllegalStateException("exit code " + process.exitValue() + ": " + Files.readString(output));
        }
        Files.delete(output);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long residentKilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            Optional<String> peak = lines.filter(line -> line.startsWith("VmHWM")).findFirst();
            return peak.map(line -> Long.parseLong(line.replaceAll("\\D", ""))).orElse(0L);
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    private static double fsyncMillis() throws IOException {
        Path file = Files.createTempFile(Path.of("."), "fsync", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < FSYNCS; i++) {
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
            }
            return seconds(start) * 1000 / FSYNCS;
        } finally {
            Files.delete(file);
        }
    }
}
