package dev.rollcall.migrator;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The migrator's command line, run in this process.
 *
 * @param exit its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record CommandRun(int exit, String out, String err) {
    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter errors = new PrintWriter(err);
        Progress progress = new Progress(errors, false, System::nanoTime);
        int exit = new Main(new PrintWriter(out), errors, progress).run(arguments);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    static CommandRun on(String url, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--db-url", url));
        all.addAll(arguments);
        return of(all.toArray(String[]::new));
    }

    /** All that was printed, runs of blanks as one. */
    String text() {
        return (out + err).replaceAll(" +", " ");
    }
}
