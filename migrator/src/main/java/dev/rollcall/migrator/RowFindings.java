package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdFit;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.location.LocationRow;
import dev.rollcall.preload.RowCheck;
import dev.rollcall.preload.RowFault;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be said of a table's rows: one verdict each, and which have expired or are there twice. First every row is
 * taken in, then slot by slot once it is known which format the IDs are in. Not thread-safe.
 */
final class RowFindings {
    private static final int MAX_CONTACTS = ContactId.MAX_CONTACT_LABEL + 1;

    private final IdCheck anyFormat;
    private final RowCheck check;
    private final SlotRows.Sorter sorter;
    private final long now;
    private final Map<IdVerdict, Finding<RowSample>> ids = new EnumMap<>(IdVerdict.class);
    private final Map<RowFault, Finding<RowSample>> faults = new EnumMap<>(RowFault.class);
    private final Map<RowFault, Long> faultsOfBrokenIds = new EnumMap<>(RowFault.class);
    private final Finding<RowSample> expired = new Finding<>();
    private final Finding<RowSample> duplicates = new Finding<>();
    private long withoutAor;
    private long unrepairable;

    /**
     * @param settings what makes an ID right, the format aside
     * @param sorter where the rows wait for those that they are to be compared with
     * @param now unix seconds
     */
    RowFindings(IdSettings settings, String table, SlotRows.Sorter sorter, long now) {
        // nothing that is asked of this check depends on the format
        this.anyFormat = new IdCheck(settings.with(ContactIdFormat.RELEASED), List.of());
        this.check = new RowCheck(anyFormat, table);
        this.sorter = sorter;
        this.now = now;
    }

    /** Takes a row in. */
    void add(LocationRow row) {
        Optional<RowFault> fault = check.faultBesidesId(row);
        // OpenSIPS: 0 is permanent, and a contact is valid while its time is still to come.
        if (row.expires() != null && row.expires() != 0 && row.expires() <= now) {
            expired.add(() -> RowSample.of(row));
        }
        String aor = anyFormat.aor(row.username(), row.domain());
        if (aor == null || row.contactId() == null) {
            withoutAor++;
            fault.ifPresent(found -> finding(found).add(() -> RowSample.of(row)));
            return;
        }
        IdParameters parameters = anyFormat.parameters();
        IdFit fit = IdFit.of(row.contactId(), row.username(), row.domain(), parameters);
        sorter.add(parameters.slot(parameters.aorHash(aor)), aor, row.contactId(), fit, row.contact(), fault);
    }

    private Finding<RowSample> finding(RowFault fault) {
        return faults.computeIfAbsent(fault, none -> new Finding<>());
    }

    /**
     * Takes a slot in, after the last row.
     *
     * @param check what makes an ID right
     * @param samples reads a row that is to be shown once more
     */
    void add(SlotRows slot, IdCheck check, SampleSource samples) {
        IdVerdict[] verdicts = new SlotLabels(slot, check).verdicts();
        for (int row = 0; row < verdicts.length; row++) {
            long id = slot.id(row);
            Optional<RowFault> fault = slot.fault(row);
            if (verdicts[row] != IdVerdict.OK) {
                ids.computeIfAbsent(verdicts[row], none -> new Finding<>()).add(() -> samples.row(id));
                fault.ifPresent(found -> faultsOfBrokenIds.merge(found, 1L, Long::sum));
            } else {
                fault.ifPresent(found -> finding(found).add(() -> samples.row(id)));
            }
        }
        for (int start = 0, end; start < slot.size(); start = end) {
            end = slot.endOfAor(start);
            unrepairable += Math.max(0, end - start - MAX_CONTACTS);
            findDuplicates(slot, start, end, samples);
        }
    }

    /** Every row of an AOR but the first with a contact. */
    private void findDuplicates(SlotRows slot, int start, int end, SampleSource samples) {
        if (end - start == 1) {
            return;
        }
        long[] contacts = new long[end - start];
        Arrays.setAll(contacts, i -> slot.contact(start + i));
        Arrays.sort(contacts);
        boolean[] seen = new boolean[contacts.length];
        for (int row = start; row < end; row++) {
            int place = firstOf(contacts, slot.contact(row));
            if (seen[place] && slot.contact(row) != SlotRows.NO_CONTACT) {
                long id = slot.id(row);
                duplicates.add(() -> samples.row(id));
            }
            seen[place] = true;
        }
    }

    private static int firstOf(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Reads rows that are to be shown. */
    @FunctionalInterface
    interface SampleSource {
        /** The row of an ID. */
        RowSample row(long id);
    }

    /** Rows whose ID is not right, by why. */
    Map<IdVerdict, Finding<RowSample>> ids() {
        return ids;
    }

    /** Rows that OpenSIPS does not load though their ID is right or cannot be judged, by why. */
    Map<RowFault, Finding<RowSample>> faults() {
        return faults;
    }

    /** Why rows whose ID is not right would not be loaded under a right one either, with how many they are. */
    Map<RowFault, Long> faultsOfBrokenIds() {
        return faultsOfBrokenIds;
    }

    /** How many rows have no AOR or no ID, so that there is nothing to judge. */
    long withoutAor() {
        return withoutAor;
    }

    /** How many IDs cannot be right: their AOR has more contacts than there are contact labels. */
    long unrepairable() {
        return unrepairable;
    }

    /** Rows whose time has passed. */
    Finding<RowSample> expired() {
        return expired;
    }

    /** Rows with the AOR and the contact of another row. */
    Finding<RowSample> duplicates() {
        return duplicates;
    }
}
