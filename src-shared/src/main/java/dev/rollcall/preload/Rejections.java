package dev.rollcall.preload;

import dev.rollcall.contactid.IdVerdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the rows of one run and keeps what is to be logged of the first rejections. Not thread-safe. */
final class Rejections {
    private final Map<RowFault, Long> faults = new EnumMap<>(RowFault.class);
    private final Map<IdVerdict, Long> brokenIds = new EnumMap<>(IdVerdict.class);
    private final List<LogLine> lines = new ArrayList<>();
    private final int maxLines;
    private long loaded;
    private long rejected;
    private long logged;

    Rejections(int maxLogLines) {
        maxLines = maxLogLines;
    }

    void load() {
        loaded++;
    }

    void reject(Rejection rejection) {
        rejected++;
        faults.merge(rejection.fault(), 1L, Long::sum);
        if (rejection.verdict() != IdVerdict.OK) {
            brokenIds.merge(rejection.verdict(), 1L, Long::sum);
        }
        // Once one did not fit, none follows: what is logged are the first rows without a gap.
        boolean fits = logged == rejected - 1 && lines.size() + rejection.lines().size() <= maxLines;
        if (fits) {
            logged++;
            lines.addAll(rejection.lines());
        }
    }

    /** Logs the first rejections; returns how many others there are. */
    long log() {
        lines.forEach(LogLine::write);
        return rejected - logged;
    }

    PreloadSummary summary() {
        return new PreloadSummary(loaded + rejected, loaded, faults, brokenIds);
    }
}
