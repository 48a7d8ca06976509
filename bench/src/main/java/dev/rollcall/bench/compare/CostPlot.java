package dev.rollcall.bench.compare;

import java.util.Locale;

/** Costs as a picture (SVG): a bar for each server's median, a dot for each turn. */
final class CostPlot {
    private static final int WIDTH = 760;
    private static final int LEFT = 210;
    private static final int RIGHT = 70;
    private static final int ROW = 22;
    private static final int TITLE = 34;

    private final StringBuilder svg = new StringBuilder();
    private final double scale;
    private int y = 30;

    private CostPlot(Report report) {
        double largest = report.cases().stream()
                .flatMap(result -> result.series().stream())
                .flatMap(series -> series.turns().stream())
                .mapToDouble(Measurement::cost).max().orElse(1);
        scale = (WIDTH - LEFT - RIGHT) / largest;
    }

    static String of(Report report) {
        CostPlot plot = new CostPlot(report);
        String title = "CPU seconds of the server for 100 000 registrations, " + report.date().toLocalDate();
        plot.text(10, 20, title, "bold");
        report.cases().forEach(plot::add);
        return String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                WIDTH, plot.y + 10, plot.svg);
    }

    private void add(CaseResult result) {
        y += TITLE;
        text(10, y - 10, result.label(), "bold");
        for (Series series : result.series()) {
            text(24, y + 15, series.name(), "normal");
            svg.append(String.format(Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#7aa6c2\"/>%n",
                    LEFT, y + 3, series.cost() * scale, ROW - 6));
            series.turns().forEach(turn -> svg.append(String.format(Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"3\" fill=\"#1d3c52\"/>%n",
                    LEFT + turn.cost() * scale, y + ROW / 2)));
            double end = series.turns().stream().mapToDouble(Measurement::cost).max().orElse(0);
            text((int) (LEFT + end * scale) + 8, y + 15, String.format(Locale.ROOT, "%.2f", series.cost()), "normal");
            y += ROW;
        }
    }

    private void text(int x, int baseline, String text, String weight) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>%n",
                x, baseline, weight, text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
