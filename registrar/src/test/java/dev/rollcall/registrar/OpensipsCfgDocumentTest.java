package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the registrar's command of docs/opensips-cfg.md: what it prints is what the page shows. */
class OpensipsCfgDocumentTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String WRITE = "rollcall.docs.write";
    private static final String NAME = "/etc/opensips/opensips.cfg";
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\njava -jar registrar.jar (.*)\n```\n\n```text\n((?s:.*?))```\n");

    @Test
    void page_showsWhatTheCommandPrints() throws IOException {
        Path page = DOCS.resolve("opensips-cfg.md");
        String made = EXAMPLE.matcher(Files.readString(page)).replaceAll(example -> Matcher.quoteReplacement(
                "```sh\njava -jar registrar.jar " + example.group(1) + "\n```\n\n```text\n"
                        + printed(example.group(1)) + "```\n"));
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(page, made);
        }
        assertEquals(made, Files.readString(page), () -> page + " is stale; write it anew with: mvn -B -q"
                + " -pl registrar,migrator -am test -Dtest='*Document*Test' -Dsurefire.failIfNoSpecifiedTests=false -D"
                + WRITE + "=true");
    }

    private static String printed(String arguments) {
        String file = DOCS.resolve("examples").resolve("opensips.cfg").toString();
        StringWriter out = new StringWriter();
        RegistrarCommand command =
                new RegistrarCommand((config, source, check) -> ExitCode.INTERNAL, Path.of(""), new PrintWriter(out));
        assertEquals(ExitCode.OK, command.run(arguments.replace(NAME, file).split(" ")));
        return out.toString().replace(file, NAME);
    }
}
