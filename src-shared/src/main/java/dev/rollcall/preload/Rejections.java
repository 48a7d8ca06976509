package dev.rollcall.preload;

import dev.rollcall.contactid.IdVerdict;
import java.util.EnumMap;
import java.util.Map;

/** Counts the rows of one run and logs the first rejections. Not thread-safe. */
final class Rejections {
    private final Map<RowFault, Long> faults = new EnumMap<>(RowFault.class);
    private final Map<IdVerdict, Long> brokenIds = new EnumMap<>(IdVerdict.class);
    private int linesLeft;
    private long loaded;
    private long rejected;
    private long logged;

    Rejections(int maxLogLines) {
        linesLeft = maxLogLines;
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
        boolean fits = logged == rejected - 1 && rejection.lines().size() <= linesLeft;
        if (fits) {
            logged++;
            linesLeft -= rejection.lines().size();
            rejection.lines().forEach(LogLine::write);
        }
    }

    /** How many rejected rows have no line of their own. */
    long unlogged() {
        return rejected - logged;
    }

    PreloadSummary summary() {
        return new PreloadSummary(loaded + rejected, loaded, faults, brokenIds);
    }
}
