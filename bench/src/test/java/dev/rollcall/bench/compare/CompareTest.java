package dev.rollcall.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The compare command with real processes, small; nobody looks at the clock. */
class CompareTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void run_twoCases_everyRegistrationOfEveryTurnCounted() throws Exception {
        Path results = directory.resolve("results");
        int exit = execute(
                "--case", "udp-refresh,digest",
                "--registrar", ThinJar.in(directory).toString(), "--kamailio", "/nowhere/kamailio",
                "--opensips", "/nowhere/opensips",
                "--warm-up", "1000", "--aors", "500", "--count", "2000", "--turns", "2",
                "--open-loop", "0.2", "--open-seconds", "1", "--server-cores", "0", "--load-cores", "0",
                "--results", results.toString(), "--name", "tiny");
        assertEquals(0, exit, err::toString);

        String json = read(results, ".json");
        // udp-refresh: echo and registrar; digest: the registrar alone; each a first pass and two turns
        assertEquals(3, count(json, "\"registered\":500,"), json);
        assertEquals(6, count(json, "\"registered\":2000,"), json);
        assertEquals(3 * (1 + 2 + 2), count(json, "\"failed\":0,"), json);
        assertTrue(out.toString().contains("| udp-refresh | per second |"), out::toString);
        assertTrue(out.toString().contains("| digest, first pass | per second |"), out::toString);
        assertEquals(out.toString(), read(results, ".md"));
        assertTrue(read(results, ".svg").startsWith("<svg "));
        assertEquals(List.of(), ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList());
    }

    @Test
    void run_serverThatEnds_itsLastWordsAndCode3() throws Exception {
        assertEquals(3, execute(
                "--registrar", ThinJar.in(directory).toString(), "--set", "usrloc.hash_size=77",
                "--kamailio", "/nowhere/kamailio"));
        assertTrue(err.toString().contains("hash_size"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--case=none", "--count=0", "--turns=0", "--aors=0", "--warm-up=-1", "--open-loop=1.5", "--open-seconds=0",
        "--server-cores=a", "--registrar=/nowhere.jar"
    })
    void option_wrong_refusedByName(String option) throws Exception {
        assertEquals(2, execute("--registrar", ThinJar.in(directory).toString(), option));
        assertTrue(err.toString().contains(option.split("=")[0].replace("server-cores", "cores").replace("--", "")),
                err::toString);
    }

    private static String read(Path results, String ending) throws IOException {
        try (var files = Files.list(results)) {
            return Files.readString(files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow());
        }
    }

    private static long count(String text, String part) {
        Matcher matcher = Pattern.compile(Pattern.quote(part)).matcher(text);
        return matcher.results().count();
    }

    private int execute(String... arguments) {
        return new CommandLine(new Compare())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(new ArrayList<>(List.of(arguments)).toArray(String[]::new));
    }
}
