package dev.rollcall.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Curves as a picture (SVG): costs from zero up, over numbers of AORs on a logarithmic scale. */
final class CurvePlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final List<String> COLOURS = List.of("#1d6fa5", "#c2571a", "#3d8f4f", "#7a4fa0");

    private final StringBuilder svg = new StringBuilder();
    private final double least;
    private final double most;
    private final double highest;

    private CurvePlot(List<Finding> points) {
        least = points.stream().mapToDouble(point -> Math.log(point.at())).min().orElse(0);
        most = points.stream().mapToDouble(point -> Math.log(point.at())).max().orElse(1);
        highest = points.stream().mapToDouble(Finding::value).max().orElse(1) * 1.1;
    }

    /** All curves among the findings; they share their unit. */
    static String of(List<Finding> findings) {
        List<Finding> points = findings.stream().filter(finding -> !finding.curve().isEmpty()).toList();
        Map<String, List<Finding>> curves = points.stream()
                .collect(Collectors.groupingBy(Finding::curve, LinkedHashMap::new, Collectors.toList()));
        CurvePlot plot = new CurvePlot(points);
        plot.text(LEFT, 22, "CPU seconds for 100 000 refreshes over the number of AORs");
        points.stream().mapToLong(Finding::at).distinct().forEach(plot::mark);
        int number = 0;
        for (Map.Entry<String, List<Finding>> curve : curves.entrySet()) {
            plot.add(curve.getKey(), curve.getValue(), COLOURS.get(number++ % COLOURS.size()));
        }
        return String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                WIDTH, HEIGHT, plot.svg);
    }

    private void add(String name, List<Finding> points, String colour) {
        String line = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.at()), y(point.value())))
                .collect(Collectors.joining(" "));
        svg.append(String.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                line, colour));
        for (Finding point : points) {
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
                    x(point.at()), y(point.value()), colour));
            String label = String.format(Locale.ROOT, "%.2f", point.value());
            text((int) x(point.at()) - 12, (int) y(point.value()) - 8, label);
        }
        Finding last = points.get(points.size() - 1);
        text((int) x(last.at()) + 14, (int) y(last.value()) + 5, name);
    }

    private void mark(long at) {
        text((int) x(at) - 20, HEIGHT - 14, Long.toString(at));
    }

    private double x(long at) {
        double share = most > least ? (Math.log(at) - least) / (most - least) : 0;
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / highest * (HEIGHT - TOP - BOTTOM);
    }

    private void text(int x, int baseline, String text) {
        svg.append(String.format("<text x=\"%d\" y=\"%d\">%s</text>%n", x, baseline, text));
    }
}
