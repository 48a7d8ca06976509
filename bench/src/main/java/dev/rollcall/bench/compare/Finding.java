package dev.rollcall.bench.compare;

import java.util.Locale;

/**
 * One figure.
 *
 * @param what what was measured
 * @param value how much
 * @param unit of what
 * @param curve the curve that it is a point of; empty where it is none
 * @param at where on the curve
 */
record Finding(String what, double value, String unit, String curve, long at) {
    /** A figure that is no point of a curve. */
    Finding(String what, double value, String unit) {
        this(what, value, unit, "", 0);
    }

    /** A row of a table. */
    String row() {
        String number = String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
        return "| " + what + " | " + (number + ' ' + unit).strip() + " |";
    }
}
