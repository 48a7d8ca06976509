package dev.rollcall.migrator;

import dev.rollcall.Version;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** An inspection as one page for a browser: no script, nothing fetched, and everything of the table escaped. */
final class HtmlReport {
    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
                   color: #1c2024; background: #fff; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0;
                     border-bottom: 1px solid #d9dee3; }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            code, pre { font: .85rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
            pre { background: #f3f5f7; padding: .8rem; white-space: pre-wrap; }
            ul { margin: .2rem 0; padding-left: 1.1rem; }
            .clean { color: #11632f; } .findings { color: #a1260d; }
            @media (prefers-color-scheme: dark) {
                body { color: #e4e7ea; background: #16191c; } th, td { border-color: #3a4147; }
                pre { background: #22272b; } .clean { color: #6fce90; } .findings { color: #ff9a80; }
            }
            """;

    private final PrintWriter out;
    private final DatabaseUrl url;
    private final MigratorCommand migrator;

    HtmlReport(PrintWriter out, DatabaseUrl url, MigratorCommand migrator) {
        this.out = out;
        this.url = url;
        this.migrator = migrator;
    }

    /** Prints the page. */
    void print(Inspection found) {
        String title = "Table " + migrator.table() + " of " + url;
        out.println("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.println("<title>" + escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>");
        out.println("<h1>" + escaped(title) + "</h1>");
        out.println(found.isClean()
                ? "<p class=\"clean\">Clean: all " + found.rows() + " contact IDs are right, and OpenSIPS loads every"
                        + " row.</p>"
                : "<p class=\"findings\">Findings: " + found.brokenIds() + " contact IDs are not right; "
                        + found.faultyRows() + " rows are not loaded for other reasons.</p>");
        facts(found);
        verdicts(found);
        notes(found);
        next(found);
        out.println("<p><small>Rollcall migrator " + escaped(Version.text()) + "</small></p>\n</body>\n</html>");
    }

    private void facts(Inspection found) {
        out.println("<h2>What was read</h2>\n<table>");
        fact("Table", new ShapeText(found.shape()).describe() + ", " + found.rows() + " rows");
        fact("Format", found.format().describe());
        fact("Values", new SettingsText(found.request()).describe());
        fact("Inferred", new Inference(found).sentence());
        found.shape().correction().ifPresent(statement ->
                fact("Version", "no OpenSIPS starts on this table before: " + statement));
        out.println("</table>");
    }

    private void fact(String name, String text) {
        out.println("<tr><th>" + escaped(name) + "</th><td>" + escaped(text) + "</td></tr>");
    }

    private void verdicts(Inspection found) {
        out.println("<h2>Verdicts</h2>\n<p>Every row has one.</p>\n<table>\n<tr><th class=\"number\">Rows</th>"
                + "<th class=\"number\">%</th><th>Verdict</th><th>Cause, and the first few rows</th></tr>");
        for (VerdictCount verdict : VerdictCount.of(found)) {
            row(verdict.rows(), found.rows(), verdict.name(), verdict.cause(), verdict.samples());
        }
        out.println("</table>");
    }

    private void notes(Inspection found) {
        RowFindings rows = found.findings();
        if (rows.expired().rows() + rows.duplicates().rows() == 0) {
            return;
        }
        out.println("<h2>Worth a look, but no finding</h2>\n<table>");
        row(rows.expired().rows(), found.rows(), "expired", "repaired like any other",
                rows.expired().samples());
        row(rows.duplicates().rows(), found.rows(), "duplicate", "with the AOR and the contact of another row",
                rows.duplicates().samples());
        out.println("</table>");
    }

    private void row(long rows, long all, String name, String cause, List<RowSample> samples) {
        out.printf(Locale.ROOT, "<tr><td class=\"number\">%d</td><td class=\"number\">%.1f</td><td><code>%s</code></td>"
                + "<td>%s", rows, all == 0 ? 0.0 : rows * 100.0 / all, escaped(name), escaped(cause));
        if (!samples.isEmpty()) {
            out.print("<ul>");
            samples.forEach(sample -> out.print("<li><code>" + escaped(sample.describe()) + "</code></li>"));
            long more = rows - samples.size();
            out.print(more > 0 ? "<li>and " + more + " more</li></ul>" : "</ul>");
        }
        out.println("</td></tr>");
    }

    private void next(Inspection found) {
        Choice.of(found).ifPresent(choice -> out.println("<p>" + escaped(choice.reason()) + ".</p>"));
        Recommendation.of(found, migrator).ifPresent(next -> out.println("<h2>Next</h2>\n<p>"
                + escaped(next.reason()) + ":</p>\n<pre>" + escaped(next.command()) + "</pre>"));
    }

    /** The text as text of a page, and of an attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
