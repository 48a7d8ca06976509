package dev.rollcall.migrator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes a writer wait: for its share of time, and for a file to go away. For one thread. */
final class Pace {
    private static final long PAUSE_MILLIS = 200;

    private final long rowsPerSecond;
    private final Path pauseFile;
    private final Progress progress;
    private final long start = System.nanoTime();
    private long rows;
    private long paused;

    /**
     * @param rowsPerSecond 0 for no limit
     * @param pauseFile null for none
     * @param progress is told of a pause
     */
    Pace(long rowsPerSecond, Path pauseFile, Progress progress) {
        this.rowsPerSecond = rowsPerSecond;
        this.pauseFile = pauseFile;
        this.progress = progress;
    }

    /**
     * Waits until so many rows more may have been written, and no file asks for a pause.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void await(long written) throws InterruptedException {
        rows += written;
        if (rowsPerSecond > 0) {
            long due = start + paused + rows * Duration.ofSeconds(1).toNanos() / rowsPerSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
        long from = System.nanoTime();
        while (pauseFile != null && Files.exists(pauseFile)) {
            progress.paused(pauseFile);
            Thread.sleep(PAUSE_MILLIS);
        }
        progress.running();
        paused += System.nanoTime() - from;
    }
}
