package dev.rollcall.bench.compare;

import java.util.Locale;

/**
 * One figure.
 *
 * @param what what was measured
 * @param value how much
 * @param unit of what
 */
record Finding(String what, double value, String unit) {
    /** A row of a table. */
    String row() {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "| %s | %.0f %s |" : "| %s | %.2f %s |",
                what, value, unit);
    }
}
