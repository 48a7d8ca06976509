package dev.rollcall.migrator;

import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of commands that write, about how fast they do and when they give up. A mixin of picocli. */
final class PaceOptions {
    @Option(names = "--max-rows-per-second", paramLabel = "N", description =
            "Write no faster than this, in smaller transactions where need be. Default: as fast as the database does")
    private Long maxRowsPerSecond;

    @Option(names = "--pause-file", paramLabel = "FILE", description =
            "Wait between two transactions for as long as this file exists.")
    private Path pauseFile;

    @Option(names = "--max-errors", paramLabel = "N", description =
            "Stop once more rows than this had to be skipped; the next run goes on from there. Default: go on")
    private Long maxErrors;

    /** What is wrong with the values, null where nothing is. */
    String problem() {
        if (maxRowsPerSecond != null && maxRowsPerSecond < 1) {
            return "--max-rows-per-second " + maxRowsPerSecond + " is not 1 or more";
        }
        return maxErrors != null && maxErrors < 0 ? "--max-errors " + maxErrors + " is not 0 or more" : null;
    }

    /** The most rows of a transaction: a second's. */
    int chunkRows() {
        return maxRowsPerSecond == null ? Integer.MAX_VALUE : (int) Math.min(maxRowsPerSecond, Integer.MAX_VALUE);
    }

    OptionalLong maxErrors() {
        return maxErrors == null ? OptionalLong.empty() : OptionalLong.of(maxErrors);
    }

    Pace pace(Progress progress) {
        return new Pace(maxRowsPerSecond == null ? 0 : maxRowsPerSecond, pauseFile, progress);
    }
}
