package dev.rollcall.regen;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.contactid.LabelAllocator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Gives the AORs of one slot a record label each and their broken rows new IDs. Not thread-safe. */
final class SlotRepair {
    private static final int MAX_CONTACTS = ContactId.MAX_CONTACT_LABEL + 1;
    /** How far a contact label of 16 bits leaks into the record label. */
    private static final int MAX_LEAK = 3;

    private final int slot;
    private final IdCheck ids;
    private final LabelAllocator labels;
    /** Record labels that stay, with the AOR that keeps each. */
    private final Map<Long, AorRows> owners = new HashMap<>();

    SlotRepair(int slot, IdCheck ids, LabelAllocator labels) {
        this.slot = slot;
        this.ids = ids;
        this.labels = labels;
    }

    void plan(List<AorRows> aors, List<Repair> repairs, List<Unrepairable> unrepairable) {
        shareOut(aors);
        for (AorRows aor : aors) {
            List<IdentifiedRow> broken = aor.broken();
            List<Repair> mended = broken.isEmpty() ? List.of() : mend(aor, broken);
            repairs.addAll(mended);
            if (mended.size() < broken.size()) {
                broken.subList(mended.size(), broken.size()).forEach(row -> unrepairable.add(
                        new Unrepairable(row.id(), row.username(), row.domain(), cause(aor, row))));
            }
        }
    }

    /** Every label goes to the AOR with the most rows under it, at a tie to the lowest ID; every AOR gets one at most. */
    private void shareOut(List<AorRows> aors) {
        aors.stream()
                .flatMap(aor -> aor.claims().stream())
                .sorted(Comparator.comparingInt((AorRows.Claim claim) -> -claim.rows())
                        .thenComparingLong(AorRows.Claim::lowestId))
                .filter(claim -> claim.aor().label().isEmpty())
                .forEach(claim -> {
                    if (owners.putIfAbsent(claim.label(), claim.aor()) == null) {
                        claim.aor().keep(claim.label());
                    }
                });
    }

    /** The new IDs of broken rows, in order; shorter than the rows where labels run out. */
    private List<Repair> mend(AorRows aor, List<IdentifiedRow> broken) {
        OptionalLong kept = aor.label();
        if (kept.isPresent()) {
            List<Repair> repairs = relabel(aor, kept.getAsLong(), broken);
            boolean blocked = repairs.size() < broken.size() && aor.rows().size() <= MAX_CONTACTS;
            if (!blocked) {
                return repairs;
            }
        }
        OptionalLong label = labels.newRecordLabel(slot);
        // Blocked by other AORs' old IDs under the kept label: the rows that were right move along.
        List<IdentifiedRow> rows = kept.isPresent() ? aor.rows() : broken;
        return label.isPresent() ? relabel(aor, label.getAsLong(), rows) : List.of();
    }

    private List<Repair> relabel(AorRows aor, long label, List<IdentifiedRow> rows) {
        List<Repair> repairs = new ArrayList<>();
        int last = aor.largestContactLabel().orElse(0);
        for (IdentifiedRow row : rows) {
            OptionalInt next = LabelAllocator.nextContactLabel(last,
                    candidate -> labels.isReserved(ContactId.pack(aor.aorHash(), label, candidate)));
            if (next.isEmpty()) {
                break;
            }
            last = next.getAsInt();
            long id = ContactId.pack(aor.aorHash(), label, last);
            labels.reserve(id);
            repairs.add(new Repair(row.id(), id, row.username(), row.domain(), cause(aor, row)));
        }
        return repairs;
    }

    private IdVerdict cause(AorRows aor, IdentifiedRow row) {
        if (!row.right()) {
            return ids.verdict(row.id(), row.username(), row.domain());
        }
        if (aor.label().isEmpty() || aor.isKept(row) || owners.containsKey(row.recordLabel())) {
            return IdVerdict.SHARED_RECORD_LABEL;
        }
        long above = row.recordLabel() - aor.label().getAsLong();
        if (above > 0 && above <= MAX_LEAK) {
            return IdVerdict.CONTACT_LABEL_OVERFLOW;
        }
        boolean twice = aor.keptContactLabels().anyMatch(label -> label == row.contactLabel());
        return twice ? IdVerdict.CONTACT_LABEL_TWICE : IdVerdict.SPLIT_RECORD_LABEL;
    }
}
