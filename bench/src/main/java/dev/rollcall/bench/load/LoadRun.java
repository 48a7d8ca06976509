package dev.rollcall.bench.load;

import dev.rollcall.bench.ProcessUsage;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One run of a load: connections opened first, then the warm-up, then what is measured. */
final class LoadRun {
    /** What the warm-up's user names begin with. */
    static final String WARM_UP_PREFIX = "w";

    private LoadRun() {}

    /** @throws IOException where the target cannot be reached, or a connection breaks */
    static LoadResult run(Load load) throws IOException, InterruptedException {
        CompletableFuture<Void> opening = new CompletableFuture<>();
        try (Lines lines = Lines.open(load, new WhileOpening(opening))) {
            if (opening.isCompletedExceptionally()) {
                result(opening);
            }
            if (load.warmUp() > 0) {
                Load.Users others = new Load.Users(
                        WARM_UP_PREFIX, Math.min(load.users().aors(), load.warmUp()), load.warmUp(), false);
                result(new Phase(load, others, OptionalDouble.empty(), lines, 'w').start());
            }
            return measure(load, new Phase(load, load.users(), load.rate(), lines, 'm'));
        }
    }

    private static LoadResult measure(Load load, Phase phase) throws IOException, InterruptedException {
        double serverBefore = load.server().map(ProcessUsage::cpuSeconds).orElse(0.0);
        double ownBefore = ProcessUsage.ownCpuSeconds();
        Tally tally = result(phase.start());
        double own = ProcessUsage.ownCpuSeconds() - ownBefore;
        double server = load.server().map(ProcessUsage::cpuSeconds).orElse(0.0) - serverBefore;
        return new LoadResult(load, tally, phase.nanos(), server, own);
    }

    private static <T> T result(CompletableFuture<T> running) throws IOException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    /** Nothing is expected before the first request. */
    private record WhileOpening(CompletableFuture<Void> opening) implements Line.Listener {
        @Override
        public void answer(byte[] bytes, int from, int to) {}

        @Override
        public void idle() {}

        @Override
        public void failed(IOException cause) {
            opening.completeExceptionally(cause);
        }
    }
}
