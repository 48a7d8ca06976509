package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A registrar on some cores, a generator on others, UDP between them. */
final class StudyBench implements Study.Bench {
    private final Path registrar;
    private final Path java;
    private final List<String> javaOptions;
    private final Generator generator;
    private final Cores serverCores;
    private final Cores loadCores;
    private final Path directory;
    private final Consumer<String> progress;
    private int cseq = 1;

    /**
     * A bench.
     *
     * @param registrar its jar
     * @param java what runs it
     * @param javaOptions for it
     * @param directory where each registrar gets a directory of its own
     */
    StudyBench(
            Path registrar, Path java, List<String> javaOptions, Generator generator, Cores serverCores,
            Cores loadCores, Path directory, Consumer<String> progress) {
        this.registrar = registrar;
        this.java = java;
        this.javaOptions = javaOptions;
        this.generator = generator;
        this.serverCores = serverCores;
        this.loadCores = loadCores;
        this.directory = directory;
        this.progress = progress;
    }

    @Override
    public RunningServer start(List<String> options, List<String> settings) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(javaOptions);
        all.addAll(options);
        Place place = new Place(
                Workload.UDP_REFRESH, RunningServer.freePort(), Files.createTempDirectory(directory, "server"), "");
        return RunningServer.start(
                new RollcallContender("Rollcall", registrar, java, all, settings), place, serverCores);
    }

    @Override
    public Measurement register(RunningServer server, String prefix, int aors, int count)
            throws IOException, InterruptedException {
        return generator.run(order(server, prefix, aors, count), loadCores);
    }

    @Override
    public Measurement registerAt(double rate, RunningServer server, int aors, int count)
            throws IOException, InterruptedException {
        return generator.run(order(server, Order.PREFIX, aors, count).at(rate, count), loadCores);
    }

    /** In a scattered order, as phones meet the table; and nobody else registers, since memory would show them. */
    private Order order(RunningServer server, String prefix, int aors, int count) {
        int first = cseq;
        cseq += count / aors + 1;
        return new Order(
                Workload.UDP_REFRESH, server.place().port(), server.handle(), prefix, aors, count, first,
                OptionalDouble.empty(), true, 0);
    }

    @Override
    public void say(String text) {
        progress.accept(text);
    }
}
