package dev.rollcall.preload;

import dev.rollcall.contactid.IdVerdict;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a table's rows.
 *
 * @param rows how many rows the table has
 * @param loaded how many of them OpenSIPS loads
 * @param faults how many rows were rejected, by the first fault of each
 * @param brokenIds how many of those with a broken ID, by what is wrong with it
 */
public record PreloadSummary(long rows, long loaded, Map<RowFault, Long> faults, Map<IdVerdict, Long> brokenIds) {
    /** Copies the counts, each in the order of its causes. */
    public PreloadSummary {
        faults = Collections.unmodifiableMap(new TreeMap<>(faults));
        brokenIds = Collections.unmodifiableMap(new TreeMap<>(brokenIds));
    }

    /** How many rows were rejected. */
    public long rejected() {
        return rows - loaded;
    }
}
