package dev.rollcall.migrator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many rows have one verdict. Every row has one: what is wrong with its ID; or else why OpenSIPS does not load it;
 * or else {@code ok}.
 *
 * @param name the verdict in a word, stable from release to release
 * @param cause what it means
 * @param rows how many rows have it
 * @param samples a few of them
 */
record VerdictCount(String name, String cause, long rows, List<RowSample> samples) {
    private static final String OK = "ok";

    /** The verdicts on a table, {@code ok} first; their counts add up to its rows. */
    static List<VerdictCount> of(Inspection found) {
        List<VerdictCount> counts = new ArrayList<>();
        counts.add(new VerdictCount(OK, "right, and loaded by OpenSIPS", found.rightRows(), List.of()));
        found.findings().ids().forEach((verdict, finding) -> counts.add(new VerdictCount(
                RowText.name(verdict), found.ids().describe(verdict), finding.rows(), finding.samples())));
        found.findings().faults().forEach((fault, finding) -> counts.add(new VerdictCount(
                RowText.name(fault), fault.cause(), finding.rows(),
                finding.samples())));
        return counts;
    }

    /** All of them on one line. */
    static String line(Inspection found) {
        return of(found).stream()
                .map(count -> count.rows() + " " + count.name())
                .collect(Collectors.joining(", "));
    }

    /** Whether it counts for the exit code. */
    boolean isFinding() {
        return !name.equals(OK);
    }
}
