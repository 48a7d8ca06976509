package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/upgrade.md, in order on one table: what they print is what the page shows. */
class UpgradeDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "upgrade.md");
    private static final String WRITE = "rollcall.docs.write";
    private static final String URL = "sqlite:///var/lib/opensips/opensips.sqlite";
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\njava -jar migrator.jar (.*)\n```\n\n```text\n((?s:.*?))```\n");

    @Test
    void page_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            OldTable.create(database, "location", 1009)
                    .row(1, "alice", "", "sip:alice@192.0.2.1:5060", "2036-07-01 12:00:00")
                    .row(2, "alice", "", "sip:alice@192.0.2.2:5060", "2036-07-01 12:00:00")
                    .row(3, "bob", "", "sip:bob@192.0.2.3:5060", "1970-01-01 01:00:00")
                    .row(4, "carol", "", "sip:carol@192.0.2.4:5060", "2016-11-20 23:59:59");
            String page = Files.readString(PAGE);
            List<String> exits = new ArrayList<>();
            String made = EXAMPLE.matcher(page).replaceAll(example -> {
                CommandRun run = CommandRun.of(example.group(1).replace(URL, database.urlText()).split(" "));
                exits.add(String.valueOf(run.exit()));
                assertEquals("", run.err());
                return Matcher.quoteReplacement("```sh\njava -jar migrator.jar " + example.group(1)
                        + "\n```\n\n```text\n" + run.out().replace(database.url().toString(), URL) + "```\n");
            });
            assertEquals(List.of("1", "0", "0"), exits, made);
            if (Boolean.getBoolean(WRITE)) {
                Files.writeString(PAGE, made);
            }
            assertTrue(made.equals(Files.readString(PAGE)), PAGE + " is stale; write it anew with: mvn -B -q"
                    + " -pl migrator -am test -Dtest=UpgradeDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -D" + WRITE + "=true");
        }
    }
}
