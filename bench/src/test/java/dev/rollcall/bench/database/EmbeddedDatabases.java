package dev.rollcall.bench.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Runs {@link DatabaseBenchmark} on databases out of Maven artifacts: no part of the build, whose tests end in Test.
 * {@code -Drollcall.bench.rows=1000000}; {@code -Drollcall.testing.durable=true} makes commits wait for the disk.
 */
class EmbeddedDatabases {
    private static final int ROWS = Integer.getInteger("rollcall.bench.rows", 100_000);

    @ParameterizedTest
    @MethodSource("dev.rollcall.testing.TestDatabase#all")
    void measure(TestDatabase database) {
        assertEquals(0, new CommandLine(new DatabaseBenchmark())
                .execute("--rows", String.valueOf(ROWS), database.urlText()));
    }
}
