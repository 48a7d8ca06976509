package dev.rollcall.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as tables that people read, in a terminal and in Markdown alike. */
final class MarkdownTable {
    /** From here on the generator had no core time left, so the rate is its own. */
    private static final double BUSY = 0.95;

    private MarkdownTable() {}

    /** A case: what a registration costs each server, and how that compares. */
    static List<String> costs(CaseResult result) {
        List<String> lines = new ArrayList<>();
        List<Series> references = result.references();
        lines.add("| " + result.label() + " | per second | CPU s / 100k, median (min; all) | "
                + references.stream().map(reference -> "to " + reference.name() + " | ").collect(Collectors.joining())
                + "p50 ms | p99 | p99.9 | max | not registered |");
        lines.add("|---".repeat(8 + references.size()) + "|");
        for (Series series : result.series()) {
            Measurement turn = series.medianTurn();
            List<String> cells = new ArrayList<>(List.of(
                    series.name(),
                    format("%.0f", series.rate()) + (isGeneratorBusy(turn) ? " (generator's limit)" : ""),
                    format("**%.2f** (%.2f; %s)", series.cost(), min(series), all(series))));
            references.forEach(reference -> cells.add(format("%.2f", series.ratioTo(reference))));
            cells.addAll(List.of(
                    format("%.3f", turn.p50()), format("%.2f", turn.p99()),
                    format("%.2f", turn.p999()), format("%.1f", turn.max()),
                    Long.toString(series.failed())));
            lines.add(row(cells.toArray(String[]::new)));
        }
        return lines;
    }

    /** The AORs' first registrations, which found nothing in any cache. */
    static List<String> firstPasses(CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("| " + result.label() + ", first pass | per second | CPU s / 100k |");
        lines.add("|---|---|---|");
        for (Series series : result.series()) {
            series.firstPass().ifPresent(first -> lines.add(row(
                    series.name(), format("%.0f", first.rate()), format("%.2f", first.cost()))));
        }
        return lines;
    }

    /** The open loop: latencies from the scheduled time on, and what was lost. */
    static List<String> openLoop(CaseResult result, double share) {
        List<String> lines = new ArrayList<>();
        lines.add(format("| %s, open loop at %.0f %% of the own ceiling | per second | CPU s / 100k"
                + " | p50 ms | p99, median (all) | p99.9 | max | not registered, all turns |",
                result.label(), share * 100));
        lines.add("|---|---|---|---|---|---|---|---|");
        for (Series series : result.series()) {
            List<Measurement> turns = series.openLoop();
            lines.add(row(
                    series.name(),
                    format("%.0f", Series.median(turns, Measurement::rate)),
                    format("%.2f", Series.median(turns, Measurement::cost)),
                    format("%.3f", Series.median(turns, Measurement::p50)),
                    format("**%.2f** (%s)", Series.median(turns, Measurement::p99), turns.stream()
                            .map(turn -> format("%.2f", turn.p99())).collect(Collectors.joining(" "))),
                    format("%.2f", Series.median(turns, Measurement::p999)),
                    format("%.1f", Series.median(turns, Measurement::max)),
                    Long.toString(turns.stream().mapToLong(Measurement::failed).sum())));
        }
        return lines;
    }

    private static boolean isGeneratorBusy(Measurement turn) {
        return turn.generatorCpuSeconds() >= BUSY * turn.seconds();
    }

    private static double min(Series series) {
        return series.turns().stream().mapToDouble(Measurement::cost).min().orElseThrow();
    }

    private static String all(Series series) {
        return series.turns().stream().map(turn -> format("%.2f", turn.cost())).collect(Collectors.joining(" "));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
