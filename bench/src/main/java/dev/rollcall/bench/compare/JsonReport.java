package dev.rollcall.bench.compare;

import dev.rollcall.bench.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results for programs: every turn, with all that was measured. */
final class JsonReport {
    private JsonReport() {}

    static String of(Report report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", report.date().toString());
        all.put("machine", report.machine().toString());
        all.put("command", report.command());
        all.put("load_before", report.loadBefore());
        all.put("load_after", report.loadAfter());
        all.put("cases", report.cases().stream().map(JsonReport::of).toList());
        return Json.of(all) + "\n";
    }

    private static Map<String, Object> of(CaseResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("case", result.label());
        map.put("generator", result.generator());
        map.put("servers", result.series().stream().map(JsonReport::of).toList());
        return map;
    }

    private static Map<String, Object> of(Series series) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("server", series.name());
        map.put("cost_median", series.cost());
        map.put("rate_median", series.rate());
        series.firstPass().ifPresent(first -> map.put("first_pass", of(first)));
        map.put("turns", of(series.turns()));
        map.put("open_loop", of(series.openLoop()));
        return map;
    }

    private static List<Map<String, Object>> of(List<Measurement> turns) {
        return turns.stream().map(JsonReport::of).toList();
    }

    private static Map<String, Object> of(Measurement turn) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("registered", turn.registered());
        map.put("failed", turn.failed());
        map.put("seconds", turn.seconds());
        map.put("rate", turn.rate());
        map.put("server_cpu_seconds", turn.serverCpuSeconds());
        map.put("generator_cpu_seconds", turn.generatorCpuSeconds());
        map.put("cost", turn.cost());
        map.put("p50_ms", turn.p50());
        map.put("p99_ms", turn.p99());
        map.put("p999_ms", turn.p999());
        map.put("max_ms", turn.max());
        return map;
    }
}
