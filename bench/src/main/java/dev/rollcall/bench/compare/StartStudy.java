package dev.rollcall.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long it takes from the start of {@code java} to the first answer, with an empty table. */
record StartStudy(int times) implements Study {
    @Override
    public List<Finding> run(Bench bench) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(median(bench, "in memory", List.of(RollcallContender.IN_MEMORY)));
        findings.add(median(bench, "with a new SQLite file", List.of()));
        return findings;
    }

    private Finding median(Bench bench, String table, List<String> settings) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            RunningServer server = bench.start(List.of(), settings);
            seconds.add((System.nanoTime() - start) / 1e9);
            server.close();
        }
        bench.say("start " + table + ": " + seconds);
        return new Finding("start to the first answer, " + table + ", median of " + times,
                seconds.stream().sorted().skip(times / 2).findFirst().orElseThrow(), "s");
    }
}
