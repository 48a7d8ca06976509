package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as an operator meets it: a process, its exit code and what it prints. */
class MainIT {
    @TempDir
    private Path folder;

    @Test
    void version_isPrintedWithJavas() throws Exception {
        assertEquals(ExitCode.OK, run("--version"));
        assertTrue(printed("out").startsWith("Rollcall registrar " + Version.text() + System.lineSeparator() + "Java "
                + Runtime.version()), printed("out"));
        assertEquals("", printed("err"));
    }

    @Test
    void help_namesEveryOptionExitCodeAndParameter() throws Exception {
        assertEquals(ExitCode.OK, run("--help"));
        for (String word : List.of("--config", "--listen", "--db-url", "--hash-size", "--use-domain[=0|1]",
                "--contact-id-format", "--char-sign", "--set", "--check", "--help", "--version", "Exit codes:",
                "usrloc.timer_interval = 1m", "rollcall.nonce_expire = 30s")) {
            assertTrue(printed("out").contains(word), word);
        }
    }

    @Test
    void wrongConfiguration_endsWithTwoAndWritesNothing() throws Exception {
        Files.writeString(folder.resolve("r.conf"), "usrloc.db_url = mysql://u:hunter2@h\n");

        assertEquals(ExitCode.REFUSED, run("--config", "r.conf", "--hash-size", "17"));
        assertEquals("", printed("out"));
        assertTrue(printed("err").contains("ERROR:core:main: usrloc.hash_size = 17 (--hash-size): allowed is a whole"
                + " number from 2 to 16"), printed("err"));
        assertTrue(printed("err").contains("usrloc.db_url = mysql://***@h (r.conf:1): "), printed("err"));
        assertFalse(printed("err").contains("hunter2"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("err", "out", "r.conf"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(Stream.concat(
                        Stream.of(java, "-cp", classPath, "dev.rollcall.registrar.Main"), Stream.of(arguments))
                .toList())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private String printed(String stream) throws IOException {
        return Files.readString(folder.resolve(stream));
    }
}
