import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the shell blocks of a document as a reader would, in order, from the project's root.
 *
 * <p>Every block fenced as {@code sh} is run by bash and must exit with 0. A comment on the line before a block says more:
 * {@code ci: skip} (not run), {@code ci: exit N} (must exit with N), {@code ci: prints TEXT} (must print it),
 * {@code ci: background until TEXT} (is left running once it has printed TEXT), {@code ci: stop} (the one left running
 * gets SIGTERM and must exit with 0). Several are separated by {@code ;}.
 */
final class ReadmeCommands {
    private static final Pattern COMMENT = Pattern.compile("<!-- ci: (.*?) -->");
    private static final long BLOCK_MINUTES = 15;

    private final List<Running> background = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        ReadmeCommands commands = new ReadmeCommands();
        int ran = 0;
        try {
            for (String document : args) {
                ran += commands.run(Path.of(document));
            }
        } finally {
            commands.background.forEach(Running::terminate);
        }
        if (ran == 0) {
            fail("no block was run");
        }
        System.out.println(ran + " blocks of " + String.join(", ", args) + " run");
    }

    private int run(Path document) throws Exception {
        int ran = 0;
        String directives = "";
        List<String> lines = Files.readAllLines(document);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                directives = comment.group(1);
                if (directives.equals("stop")) {
                    stop();
                }
            } else if (line.equals("```sh")) {
                List<String> block = new ArrayList<>();
                while (!lines.get(++i).strip().equals("```")) {
                    block.add(lines.get(i));
                }
                ran += runBlock(String.join("\n", block), directives) ? 1 : 0;
                directives = "";
            } else if (!line.isEmpty()) {
                directives = "";
            }
        }
        return ran;
    }

    private boolean runBlock(String block, String directives) throws Exception {
        int exit = 0;
        List<String> prints = new ArrayList<>();
        String until = null;
        for (String directive : directives.split("; ")) {
            if (directive.equals("skip")) {
                return false;
            } else if (directive.startsWith("exit ")) {
                exit = Integer.parseInt(directive.substring(5));
            } else if (directive.startsWith("prints ")) {
                prints.add(directive.substring(7));
            } else if (directive.startsWith("background until ")) {
                until = directive.substring(17);
            } else if (!directive.isEmpty() && !directive.equals("stop")) {
                fail("unknown directive: " + directive);
            }
        }
        System.out.println("--- " + block.replace("\n", "\n    "));
        Running running = start(block);
        if (until != null) {
            running.await(until);
            background.add(running);
            return true;
        }
        int code = running.exitCode();
        if (code != exit) {
            fail("exited with " + code + ", not " + exit + "\n" + running.output());
        }
        for (String text : prints) {
            if (!running.output().contains(text)) {
                fail("did not print: " + text + "\nbut:\n" + running.output());
            }
        }
        return true;
    }

    private void stop() throws Exception {
        for (Running running : background) {
            running.terminate();
            int code = running.exitCode();
            if (code != 0) {
                fail("exited with " + code + " after SIGTERM\n" + running.output());
            }
        }
        background.clear();
    }

    private static Running start(String block) throws IOException {
        Path output = Files.createTempFile("readme", ".out");
        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", block)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        return new Running(process, output);
    }

    private static void fail(String text) {
        throw new IllegalStateException(text);
    }

    private record Running(Process process, Path outputFile) {
        String output() throws IOException {
            return new String(Files.readAllBytes(outputFile), StandardCharsets.UTF_8);
        }

        /** Ends what the block's shell started, or what has taken the shell's place. */
        void terminate() {
            List<ProcessHandle> started = process.descendants().toList();
            (started.isEmpty() ? List.of(process.toHandle()) : started).forEach(ProcessHandle::destroy);
        }

        int exitCode() throws Exception {
            if (!process.waitFor(BLOCK_MINUTES, TimeUnit.MINUTES)) {
                fail("did not end\n" + output());
            }
            return process.exitValue();
        }

        void await(String text) throws Exception {
            for (int i = 0; i < BLOCK_MINUTES * 600 && !output().contains(text); i++) {
                if (!process.isAlive()) {
                    fail("ended before it printed: " + text + "\n" + output());
                }
                Thread.sleep(100);
            }
            if (!output().contains(text)) {
                fail("did not print: " + text + "\n" + output());
            }
        }
    }
}
