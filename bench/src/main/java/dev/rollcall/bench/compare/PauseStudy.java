package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long Java stops all threads, by its own log of safepoints, while a table fills up and while it is refreshed. */
record PauseStudy(int contacts, int refreshes, double rate) implements Study {
    private static final Pattern STOPPED = Pattern.compile("Safepoint .*Total: +([0-9]+) ns");
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public List<Finding> run(Bench bench) throws IOException, InterruptedException {
        try (RunningServer server = bench.start(
                List.of("-Xlog:safepoint:file=safepoints"), List.of(RollcallContender.IN_MEMORY))) {
            Path log = server.place().directory().resolve("safepoints");
            bench.register(server, Order.PREFIX, contacts, contacts);
            Stops filling = Stops.in(log, 0);
            bench.register(server, Order.PREFIX, contacts, refreshes);
            Stops refreshing = Stops.in(log, filling.lines());
            Measurement open = bench.registerAt(rate, server, contacts, refreshes);
            Stops atRate = Stops.in(log, filling.lines() + refreshing.lines());
            bench.say("pauses: " + filling + ", " + refreshing + ", " + atRate);
            return List.of(
                    new Finding("longest pause while " + contacts + " contacts arrive", filling.longest(), "ms"),
                    new Finding("longest pause while they are refreshed, closed loop", refreshing.longest(), "ms"),
                    new Finding("all pauses together for " + refreshes + " refreshes", refreshing.all(), "ms"),
                    new Finding("longest pause at " + (long) rate + " refreshes a second", atRate.longest(), "ms"),
                    new Finding("p99 meanwhile", open.p99(), "ms"),
                    new Finding("p99.9 meanwhile", open.p999(), "ms"),
                    new Finding("not registered meanwhile", open.failed(), ""));
        }
    }

    /** Stops in a part of the log, in milliseconds. */
    private record Stops(int lines, double longest, double all) {
        static Stops in(Path log, int skipped) throws IOException {
            List<String> all = Files.readAllLines(log);
            List<String> lines = all.subList(skipped, all.size());
            double[] stops = lines.stream().map(STOPPED::matcher).filter(Matcher::find)
                    .mapToDouble(stop -> Long.parseLong(stop.group(1)) / NANOS_PER_MILLI).toArray();
            double longest = 0;
            double sum = 0;
            for (double stop : stops) {
                longest = Math.max(longest, stop);
                sum += stop;
            }
            return new Stops(lines.size(), longest, sum);
        }
    }
}
