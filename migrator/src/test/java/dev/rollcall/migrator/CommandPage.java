package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of docs/ with commands of the migrator and what they print: a block {@code sh}, then a block {@code text}.
 *
 * @param name the file's name
 * @param urls the databases and files that the page names, each with the one that it is run on
 */
record CommandPage(String name, Map<String, String> urls) {
    private static final String WRITE = "rollcall.docs.write";
    /** When a run began, which the next test run would write otherwise. */
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final String SHOWN_INSTANT = "2026-11-21T18:41:07Z";
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\njava -jar migrator.jar (.*)\n```\n\n```text\n((?s:.*?))```\n");

    /** Runs every command in order, and compares what they print with the page, or writes it there. */
    void check(String... exits) throws IOException {
        Path page = Path.of("..", "docs", name);
        List<String> ended = new ArrayList<>();
        String made = EXAMPLE.matcher(Files.readString(page)).replaceAll(example -> {
            CommandRun run = CommandRun.of(run(example.group(1)).split(" "));
            ended.add(String.valueOf(run.exit()));
            assertTrue(run.err().lines().allMatch(line -> line.startsWith("Taken: ")), run.err());
            return Matcher.quoteReplacement("```sh\njava -jar migrator.jar " + example.group(1) + "\n```\n\n```text\n"
                    + shown(run.err() + run.out()) + "```\n");
        });
        assertEquals(List.of(exits), ended, made);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(page, made);
        }
        assertTrue(made.equals(Files.readString(page)), page + " is stale; write it anew with: mvn -B -q"
                + " -pl migrator -am test -Dtest='*Document*Test' -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE
                + "=true");
    }

    private String run(String arguments) {
        String text = arguments;
        for (Map.Entry<String, String> url : urls.entrySet()) {
            text = text.replace(url.getKey(), url.getValue());
        }
        return text;
    }

    private String shown(String output) {
        String text = output;
        for (Map.Entry<String, String> url : urls.entrySet()) {
            text = text.replace(url.getValue(), url.getKey());
        }
        return INSTANT.matcher(text).replaceAll(SHOWN_INSTANT);
    }
}
