package dev.rollcall.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a refresh costs over the number of AORs, with two sizes of the hash, in turns. */
record CurveStudy(List<Integer> sizes, List<Integer> hashSizes, int warmUp, int count, int turns) implements Study {
    @Override
    public List<Finding> run(Bench bench) throws IOException, InterruptedException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (int hashSize : hashSizes) {
                servers.add(bench.start(
                        List.of(), List.of(RollcallContender.IN_MEMORY, "usrloc.hash_size=" + hashSize)));
            }
            for (RunningServer server : servers) {
                bench.register(server, Order.WARM_UP_PREFIX, Math.max(1, warmUp / 6), warmUp);
            }
            List<Finding> findings = new ArrayList<>();
            for (int size : sizes) {
                findings.addAll(measure(bench, servers, size));
            }
            return findings;
        } finally {
            servers.forEach(RunningServer::close);
        }
    }

    private List<Finding> measure(Bench bench, List<RunningServer> servers, int size)
            throws IOException, InterruptedException {
        List<List<Measurement>> measured = new ArrayList<>();
        for (RunningServer server : servers) {
            bench.register(server, Order.PREFIX, size, size);
            measured.add(new ArrayList<>());
        }
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < servers.size(); i++) {
                measured.get(i).add(bench.register(servers.get(i), Order.PREFIX, size, count));
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            findings.add(new Finding("a refresh with " + size + " AORs, hash_size " + hashSizes.get(i),
                    Series.median(measured.get(i), Measurement::cost), "CPU s / 100k",
                    "hash_size " + hashSizes.get(i), size));
            bench.say(findings.get(i).row());
        }
        return findings;
    }
}
