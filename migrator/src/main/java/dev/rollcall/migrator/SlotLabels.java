package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdVerdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The verdicts on the IDs of one slot: which AOR keeps which record label, and what the others' rows are then. As a
 * repair has it: each AOR keeps one label at most, each label goes to the AOR with the most rows under it, at a tie to
 * the lowest ID. Not thread-safe.
 */
final class SlotLabels {
    /** How far a contact label of 16 bits leaked into the record label before 3.1.2. */
    private static final int MAX_LEAK = 3;

    private final SlotRows rows;
    private final IdVerdict[] verdicts;
    /** Labels that several AORs wish for, or that an AOR wishes for beside others; those that are given away. */
    private final Set<Long> owned = new HashSet<>();

    /** Right rows of one AOR with one record label, which come one behind the other. */
    private record Claim(int aorStart, int from, int to, long label) {
        int rows() {
            return to - from;
        }
    }

    SlotLabels(SlotRows rows, IdCheck ids) {
        this.rows = rows;
        this.verdicts = new IdVerdict[rows.size()];
        for (int row = 0; row < verdicts.length; row++) {
            verdicts[row] = ids.verdict(rows.id(row), rows.fit(row));
        }
    }

    /** The verdicts, a row each. */
    IdVerdict[] verdicts() {
        long[] contested = contested();
        List<Claim> open = new ArrayList<>();
        for (int start = 0, end; start < rows.size(); start = end) {
            end = rows.endOfAor(start);
            List<Claim> claims = claims(start, end);
            // The one label of its AOR, and no other AOR's: it stays, and so do its rows' verdicts.
            boolean settled = claims.size() == 1 && Arrays.binarySearch(contested, claims.get(0).label()) < 0;
            if (!settled) {
                open.addAll(claims);
            }
        }
        decide(open);
        return verdicts;
    }

    /** The labels that rows of several AORs have, in order. */
    private long[] contested() {
        long[] labels = new long[rows.size()];
        int count = 0;
        for (int start = 0, end; start < rows.size(); start = end) {
            end = rows.endOfAor(start);
            for (Claim claim : claims(start, end)) {
                labels[count++] = claim.label();
            }
        }
        Arrays.sort(labels, 0, count);
        int twice = 0;
        for (int i = 1; i < count; i++) {
            if (labels[i] == labels[i - 1]) {
                labels[twice++] = labels[i];
            }
        }
        return Arrays.copyOf(labels, twice);
    }

    /** Right IDs of one AOR have their hash in common: ordered by ID they are ordered by label. */
    private List<Claim> claims(int start, int end) {
        List<Claim> claims = new ArrayList<>(1);
        int from = start;
        while (from < end) {
            int to = from + 1;
            if (verdicts[from] == IdVerdict.OK) {
                while (to < end && verdicts[to] == IdVerdict.OK && rows.recordLabel(to) == rows.recordLabel(from)) {
                    to++;
                }
                claims.add(new Claim(start, from, to, rows.recordLabel(from)));
            }
            from = to;
        }
        return claims;
    }

    private void decide(List<Claim> open) {
        List<Claim> byRows = new ArrayList<>(open);
        byRows.sort(Comparator.comparingInt(Claim::rows).reversed()
                .thenComparing(claim -> rows.id(claim.from()), Long::compareUnsigned));
        Map<Integer, Claim> kept = new HashMap<>();
        for (Claim claim : byRows) {
            if (!kept.containsKey(claim.aorStart()) && owned.add(claim.label())) {
                kept.put(claim.aorStart(), claim);
            }
        }
        for (Claim claim : open) {
            Claim winner = kept.get(claim.aorStart());
            if (claim != winner) {
                refuse(claim, winner);
            }
        }
    }

    private void refuse(Claim claim, Claim winner) {
        if (winner == null || owned.contains(claim.label())) {
            Arrays.fill(verdicts, claim.from(), claim.to(), IdVerdict.SHARED_RECORD_LABEL);
            return;
        }
        long above = claim.label() - winner.label();
        if (above > 0 && above <= MAX_LEAK) {
            Arrays.fill(verdicts, claim.from(), claim.to(), IdVerdict.CONTACT_LABEL_OVERFLOW);
            return;
        }
        BitSet kept = new BitSet();
        for (int row = winner.from(); row < winner.to(); row++) {
            kept.set(ContactId.contactLabel(rows.id(row)));
        }
        for (int row = claim.from(); row < claim.to(); row++) {
            verdicts[row] = kept.get(ContactId.contactLabel(rows.id(row)))
                    ? IdVerdict.CONTACT_LABEL_TWICE
                    : IdVerdict.SPLIT_RECORD_LABEL;
        }
    }
}
