package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be undone when the process is told to stop (SIGTERM, SIGINT), in the opposite order of its doing. The
 * process then ends with {@link ExitCode#OK}, or {@link ExitCode#DATABASE} where changed contacts were lost.
 */
final class Shutdown {
    private static final ServerLog LOG = ServerLog.of("core", "shutdown");

    /** One thing to undo. */
    @FunctionalInterface
    interface Step {
        /** Undoes it; returns how many changed contacts were lost by that. */
        int undo() throws Exception;
    }

    private final Deque<Step> steps = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stopProcess, "shutdown");

    /** Listens for the signal from now on. */
    void arm() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds what is to be undone before all that was added earlier. */
    synchronized void beforeThat(Step step) {
        steps.push(step);
    }

    /** As {@link #beforeThat(Step)}, for what loses nothing. */
    void closing(AutoCloseable part) {
        beforeThat(() -> {
            part.close();
            return 0;
        });
    }

    /** Undoes everything now, for a start that failed: the process ends with another code. */
    void abandon() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the signal came first: its thread is undoing the same
            return;
        }
        undoAll();
    }

    private void stopProcess() {
        LOG.notice("stopping");
        int lost = undoAll();
        LOG.notice("stopped");
        // a JVM that ends by a signal would say 143
        Runtime.getRuntime().halt(lost == 0 ? ExitCode.OK : ExitCode.DATABASE);
    }

    private synchronized int undoAll() {
        int lost = 0;
        while (!steps.isEmpty()) {
            try {
                lost += steps.pop().undo();
            } catch (Exception e) {
                LOG.error("a part did not stop as it should: {}", e);
            }
        }
        return lost;
    }
}
