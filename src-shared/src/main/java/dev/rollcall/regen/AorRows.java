package dev.rollcall.regen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** The rows of one AOR, by ID, and the record label that they are to have in common. Not thread-safe. */
final class AorRows {
    private final List<IdentifiedRow> rows;
    private OptionalLong label = OptionalLong.empty();

    AorRows(List<IdentifiedRow> rows) {
        this.rows = rows;
    }

    List<IdentifiedRow> rows() {
        return rows;
    }

    int aorHash() {
        return rows.get(0).aorHash();
    }

    /** The label that the AOR was given, empty before and where all its labels went to others. */
    OptionalLong label() {
        return label;
    }

    void keep(long kept) {
        label = OptionalLong.of(kept);
    }

    /** The labels of the rows that are right. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (int from = 0; from < rows.size(); from++) {
            IdentifiedRow first = rows.get(from);
            if (first.right()) {
                int end = from + 1;
                // Right IDs of one AOR have their hash in common: ordered by ID they are ordered by label.
                while (end < rows.size() && rows.get(end).right()
                        && rows.get(end).recordLabel() == first.recordLabel()) {
                    end++;
                }
                claims.add(new Claim(this, first.recordLabel(), end - from, first.id()));
                from = end - 1;
            }
        }
        return claims;
    }

    boolean isKept(IdentifiedRow row) {
        return row.right() && label.isPresent() && row.recordLabel() == label.getAsLong();
    }

    List<IdentifiedRow> broken() {
        return rows.stream().filter(row -> !isKept(row)).toList();
    }

    /** The contact labels of the rows that stay. */
    BitSet keptContactLabels() {
        BitSet labels = new BitSet();
        rows.stream().filter(this::isKept).forEach(row -> labels.set(row.contactLabel()));
        return labels;
    }

    /**
     * An AOR's wish to keep a record label.
     *
     * @param rows how many right IDs have it
     * @param lowestId the lowest of them
     */
    record Claim(AorRows aor, long label, int rows, long lowestId) {}
}
