package dev.rollcall.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The studies with a real registrar, small; nobody looks at the clock. */
class AloneTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void run_everyStudy_nothingLostAndAllReported() throws Exception {
        Path results = directory.resolve("results");
        int exit = execute(
                "--study", "memory,pauses,stop,curve", "--registrar", ThinJar.in(directory).toString(),
                "--contacts", "3000", "--refreshes", "3000", "--rate", "1000", "--sizes", "1000", "--turns", "1",
                "--warm-up", "600", "--server-cores", "0", "--load-cores", "0",
                "--results", results.toString(), "--name", "tiny");
        assertEquals(0, exit, err::toString);
        String report = out.toString();
        assertTrue(report.contains("| lost of 3000 unflushed contacts by SIGTERM | 0"), report);
        assertTrue(report.contains("| not registered meanwhile | 0"), report);
        assertTrue(report.contains("| a refresh with 1000 AORs, hash_size 16 | "), report);
        assertTrue(report.contains("| live heap a contact, after a full collection | "), report);
        try (var files = Files.list(results)) {
            assertEquals(3, files.count(), "table, JSON and curve");
        }
        assertEquals(List.of(), ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList());
    }

    @Test
    void study_unknown_refusedNamingAll() throws Exception {
        assertEquals(2, execute("--registrar", ThinJar.in(directory).toString(), "--study", "x"));
        assertTrue(err.toString().contains("allowed are start, memory, pauses, stop and curve"), err::toString);
    }

    private int execute(String... arguments) {
        return new CommandLine(new Alone())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
