package dev.rollcall.regen;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.contactid.LabelAllocator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Gives the AORs of one slot a record label each and their broken rows new IDs. Not thread-safe. */
final class SlotRepair {
    private static final int MAX_CONTACTS = ContactId.MAX_CONTACT_LABEL + 1;
    /** How far a contact label of 16 bits leaks into the record label. */
    private static final int MAX_LEAK = 3;

    private final int slot;
    private final IdCheck ids;
    private final LabelAllocator labels;
    /** Record labels that stay, each with one AOR. */
    private final Set<Long> owned = new HashSet<>();

    SlotRepair(int slot, IdCheck ids, LabelAllocator labels) {
        this.slot = slot;
        this.ids = ids;
        this.labels = labels;
    }

    /** Keeps an ID of the slot off, and its record label: to be told of all of them, once the labels are shared out. */
    void reserve(long id) {
        if (owned.contains(ContactId.recordLabel(id))) {
            labels.reserve(id);
        } else {
            // no new ID gets this label, so that the ID itself need not be remembered
            labels.reserveLabel(id);
        }
    }

    void plan(List<AorRows> aors, Consumer<Repair> repairs, Consumer<Unrepairable> unrepairable) {
        for (AorRows aor : aors) {
            List<IdentifiedRow> broken = aor.broken();
            if (!broken.isEmpty()) {
                BitSet kept = aor.keptContactLabels();
                List<Repair> mended = mend(aor, broken, kept);
                mended.forEach(repairs);
                broken.stream().skip(mended.size()).forEach(row -> unrepairable.accept(
                        new Unrepairable(row.id(), row.username(), row.domain(), cause(aor, row, kept))));
            }
        }
    }

    /**
     * Every label goes to the AOR with the most rows under it, at a tie to the lowest ID; every AOR gets one at most.
     */
    void shareOut(List<AorRows> aors) {
        List<AorRows.Claim> claims = aors.stream()
                .flatMap(aor -> aor.claims().stream())
                .sorted(Comparator.comparingInt(AorRows.Claim::rows).reversed()
                        .thenComparingLong(AorRows.Claim::lowestId))
                .toList();
        for (AorRows.Claim claim : claims) {
            AorRows aor = claim.aor();
            if (aor.label().isEmpty() && owned.add(claim.label())) {
                aor.keep(claim.label());
            }
        }
    }

    /** The new IDs of broken rows, in order; shorter than the rows where labels run out. */
    private List<Repair> mend(AorRows aor, List<IdentifiedRow> broken, BitSet kept) {
        if (aor.label().isEmpty()) {
            return relabelAnew(aor, broken, kept);
        }
        List<Repair> repairs = relabel(aor, aor.label().getAsLong(), broken, kept);
        // Too many old IDs of other AORs are in the way under the kept label: all rows move, the right ones along.
        boolean blocked = repairs.size() < broken.size() && aor.rows().size() <= MAX_CONTACTS;
        return blocked ? relabelAnew(aor, aor.rows(), kept) : repairs;
    }

    private List<Repair> relabelAnew(AorRows aor, List<IdentifiedRow> rows, BitSet kept) {
        OptionalLong label = labels.newRecordLabel(slot);
        return label.isPresent() ? relabel(aor, label.getAsLong(), rows, kept) : List.of();
    }

    private List<Repair> relabel(AorRows aor, long label, List<IdentifiedRow> rows, BitSet kept) {
        List<Repair> repairs = new ArrayList<>();
        // Behind the largest label that stays: the order by ID, in which a load meets the rows, is the old one.
        int last = Math.max(kept.length() - 1, 0);
        for (IdentifiedRow row : rows) {
            OptionalInt next = LabelAllocator.nextContactLabel(last,
                    candidate -> labels.isReserved(ContactId.pack(aor.aorHash(), label, candidate)));
            if (next.isEmpty()) {
                break;
            }
            last = next.getAsInt();
            long id = ContactId.pack(aor.aorHash(), label, last);
            labels.reserve(id);
            repairs.add(new Repair(row.id(), id, row.username(), row.domain(), cause(aor, row, kept)));
        }
        return repairs;
    }

    private IdVerdict cause(AorRows aor, IdentifiedRow row, BitSet kept) {
        if (!row.right()) {
            return ids.verdict(row.id(), row.username(), row.domain());
        }
        if (aor.label().isEmpty() || owned.contains(row.recordLabel())) {
            return IdVerdict.SHARED_RECORD_LABEL;
        }
        long above = row.recordLabel() - aor.label().getAsLong();
        if (above > 0 && above <= MAX_LEAK) {
            return IdVerdict.CONTACT_LABEL_OVERFLOW;
        }
        return kept.get(row.contactLabel()) ? IdVerdict.CONTACT_LABEL_TWICE : IdVerdict.SPLIT_RECORD_LABEL;
    }
}
