package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A page that names tests names such as there are. */
class NamedTestsTest {
    private static final Path PAGE = Path.of("../docs/known-problems-of-others.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void page_namesTestsThatAreThere() throws IOException {
        List<MatchResult> named = NAMED.matcher(Files.readString(PAGE)).results().toList();

        assertTrue(named.size() > 20, "the page names no tests");
        assertEquals(List.of(), named.stream().filter(test -> !isThere(test)).map(MatchResult::group).toList());
    }

    private static boolean isThere(MatchResult test) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path source = files
                    .filter(file -> file.endsWith(test.group(1) + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + test.group(1)));
            return Files.readString(source).contains("void " + test.group(2) + '(');
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
