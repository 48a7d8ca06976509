package dev.rollcall.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run of a load: connections opened first, then all of them at once. */
final class LoadRun {
    private LoadRun() {}

    /** @throws IOException where the target cannot be reached, or a connection breaks */
    static LoadResult run(Load load) throws IOException, InterruptedException {
        int sockets = Math.min(load.connections(), load.lanes());
        List<Connection> connections = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(sockets);
        try {
            for (int i = 0; i < sockets; i++) {
                connections.add(Connection.open(load));
            }
            return run(load, connections, threads);
        } finally {
            threads.shutdownNow();
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static LoadResult run(Load load, List<Connection> connections, ExecutorService threads)
            throws IOException, InterruptedException {
        RegisterText text = new RegisterText(load, Long.toHexString(System.currentTimeMillis()));
        long start = System.nanoTime();
        List<Future<Tally>> running = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            List<Lane> lanes = lanes(load, i, connections.size());
            running.add(threads.submit(
                    new Worker(connections.get(i), text, lanes, load.timeout(), start + load.limit().toNanos())));
        }
        Tally sum = new Tally();
        for (Future<Tally> worker : running) {
            sum.add(result(worker));
        }
        return new LoadResult(load, sum, System.nanoTime() - start);
    }

    private static List<Lane> lanes(Load load, int connection, int connections) {
        List<Lane> lanes = new ArrayList<>();
        for (int lane = connection; lane < load.lanes(); lane += connections) {
            lanes.add(new Lane(lane, load.lanes(), load.aors(), load.rounds()));
        }
        return lanes;
    }

    private static Tally result(Future<Tally> worker) throws IOException, InterruptedException {
        try {
            return worker.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }
}
