package dev.rollcall.bench.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatabaseBenchmarkTest {
    @TempDir
    private Path directory;

    @Test
    void run_fewRows_measuresEverything() {
        assertEquals(0, new CommandLine(new DatabaseBenchmark()).execute(
                "--rows", "3000", "--scans", "1", "--in-flight", "64",
                "sqlite://" + directory.resolve("bench.sqlite")));
    }
}
