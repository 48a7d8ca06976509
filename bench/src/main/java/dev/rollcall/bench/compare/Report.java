package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A run of the compare command: where, when, with what, and what came of it.
 *
 * @param date when it ended
 * @param machine where
 * @param command how it was started
 * @param loadBefore the machine's load average at the start
 * @param loadAfter the same at the end
 * @param openLoop the share of the ceiling in the open loop
 * @param cases the results
 */
record Report(
        ZonedDateTime date,
        Machine machine,
        String command,
        double loadBefore,
        double loadAfter,
        OptionalDouble openLoop,
        List<CaseResult> cases) {

    static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneOffset.UTC).withNano(0);
    }

    /** What stands above every table: when, on what, and how to do it again. */
    static List<String> heading(
            ZonedDateTime date, Machine machine, String command, double loadBefore, double loadAfter) {
        return List.of(
                "# " + date.toLocalDate() + ", " + date.toLocalTime() + " UTC",
                "",
                machine + String.format(Locale.ROOT, ". Load average %.1f before, %.1f after.", loadBefore, loadAfter),
                "",
                "```",
                command,
                "```");
    }

    /** The report for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(heading(date, machine, command, loadBefore, loadAfter));
        for (CaseResult result : cases) {
            lines.add("");
            lines.add("Generator: " + result.generator() + ".");
            lines.add("");
            lines.addAll(MarkdownTable.costs(result));
            if (result.authenticated()) {
                lines.add("");
                lines.addAll(MarkdownTable.firstPasses(result));
            }
            openLoop.ifPresent(share -> {
                lines.add("");
                lines.addAll(MarkdownTable.openLoop(result, share));
            });
        }
        return lines;
    }

    /** Writes {@code NAME.md}, {@code NAME.json} and {@code NAME.svg}. */
    void write(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(name + ".md"), lines());
        Files.writeString(directory.resolve(name + ".json"), JsonReport.of(this));
        Files.writeString(directory.resolve(name + ".svg"), CostPlot.of(this));
    }
}
