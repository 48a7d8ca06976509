package dev.rollcall.bench.compare;

import dev.rollcall.bench.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What studies have found.
 *
 * @param date when they ended
 * @param machine where
 * @param command how they were started
 * @param loadBefore the machine's load average at the start
 * @param loadAfter the same at the end
 * @param generator the name of what loaded the registrar
 * @param findings the figures
 */
record Findings(
        ZonedDateTime date,
        Machine machine,
        String command,
        double loadBefore,
        double loadAfter,
        String generator,
        List<Finding> findings) {

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(Report.heading(date, machine, command, loadBefore, loadAfter));
        lines.addAll(List.of("", "Generator: " + generator + ".", "", "| Rollcall alone | |", "|---|---|"));
        findings.forEach(finding -> lines.add(finding.row()));
        return lines;
    }

    /** Writes {@code NAME.md} and {@code NAME.json}, and {@code NAME.svg} where there is a curve. */
    void write(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(name + ".md"), lines());
        Files.writeString(directory.resolve(name + ".json"), json());
        if (findings.stream().anyMatch(finding -> !finding.curve().isEmpty())) {
            Files.writeString(directory.resolve(name + ".svg"), CurvePlot.of(findings));
        }
    }

    private String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", date.toString());
        all.put("machine", machine.toString());
        all.put("command", command);
        all.put("load_before", loadBefore);
        all.put("load_after", loadAfter);
        all.put("generator", generator);
        all.put("findings", findings.stream().map(Findings::json).toList());
        return Json.of(all) + "\n";
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("what", finding.what());
        map.put("value", finding.value());
        map.put("unit", finding.unit());
        return map;
    }
}
