package dev.rollcall.contactid;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Hands out the labels of new contact IDs so that no ID is ever had twice.
 *
 * <p>Two AORs of one slot never get one record label, and no label is handed out that an ID of the table holds, whether
 * its row was loaded or rejected. What OpenSIPS leaves to a counter and a free key is checked here: its contact label
 * can wrap onto one that is in use, and its record label wraps to 0, which it takes for unset.
 *
 * <p>Safe for any thread: every method is a short critical section.
 */
public final class LabelAllocator {
    /**
     * The largest record label handed out. OpenSIPS seeds from rand(), which ends here; any label above stays legal.
     */
    private static final long MAX_NEW_LABEL = 0x7fff_ffffL;
    private static final long FIRST_LABEL = 1;

    private final IdParameters parameters;
    private final RandomGenerator random;
    private LongSet reservedIds = new LongSet();
    /** Record labels of the table, each under its slot. */
    private LongSet reservedLabels = new LongSet();
    /** The largest reserved label of each slot that is not above {@link #MAX_NEW_LABEL}; -1 where there is none. */
    private final int[] largestReserved;
    /** The label that each slot's counter began with; 0 before it began. */
    private final int[] first;
    /** The label to look at next; 0 once a slot's counter has come round. */
    private final int[] next;

    /** @param random where the labels of a slot without any begin */
    public LabelAllocator(IdParameters parameters, RandomGenerator random) {
        this.parameters = parameters;
        this.random = random;
        largestReserved = new int[parameters.slotCount()];
        Arrays.fill(largestReserved, -1);
        first = new int[parameters.slotCount()];
        next = new int[parameters.slotCount()];
    }

    /** Keeps an ID of the table off, and its record label off other AORs: for a row that is not loaded but stays. */
    public synchronized void reserve(long id) {
        reservedIds.add(id);
        reserveLabel(id);
    }

    /** Keeps the record label of an ID off other AORs: for a row whose own ID the caller remembers. */
    public synchronized void reserveLabel(long id) {
        int slot = parameters.slot(ContactId.aorHash(id));
        long label = ContactId.recordLabel(id);
        reservedLabels.add(key(slot, label));
        if (label <= MAX_NEW_LABEL) {
            largestReserved[slot] = Math.max(largestReserved[slot], (int) label);
        }
    }

    /** Forgets what was reserved: for a caller that is through with a slot, and reserves what the next one holds. */
    public synchronized void forgetReserved() {
        reservedIds = new LongSet();
        reservedLabels = new LongSet();
    }

    /** Whether an ID must not be given to a contact: it was reserved, or is 0, which databases take for "none". */
    public synchronized boolean isReserved(long id) {
        return id == 0 || reservedIds.contains(id);
    }

    /**
     * A record label for a new AOR of a slot, 1 to 2^31-1: the next one above all reserved ones while there is one,
     * then those that are free from 1 on; in a slot without labels from a random one on.
     *
     * @return empty once the slot's counter has come round, which takes as many new AORs as there are labels
     */
    public synchronized OptionalLong newRecordLabel(int slot) {
        if (first[slot] == 0) {
            first[slot] = firstLabel(slot);
            next[slot] = first[slot];
        }
        while (next[slot] != 0) {
            int label = next[slot];
            int successor = label == MAX_NEW_LABEL ? (int) FIRST_LABEL : label + 1;
            next[slot] = successor == first[slot] ? 0 : successor;
            if (!reservedLabels.contains(key(slot, label))) {
                return OptionalLong.of(label);
            }
        }
        return OptionalLong.empty();
    }

    private int firstLabel(int slot) {
        if (largestReserved[slot] < 0) {
            // OpenSIPS: after a load, a slot without labels begins at rand(); never at 0, which it takes for unset.
            return (int) random.nextLong(FIRST_LABEL, MAX_NEW_LABEL + 1);
        }
        return largestReserved[slot] == MAX_NEW_LABEL ? (int) FIRST_LABEL : largestReserved[slot] + 1;
    }

    /** A contact label for an AOR's first contact, 0 to 16383, at random as OpenSIPS picks it. */
    public synchronized int firstContactLabel() {
        return random.nextInt(ContactId.MAX_CONTACT_LABEL + 1);
    }

    /**
     * The first contact label behind {@code last}, going round after 16383, that is not in use.
     *
     * @param inUse whether a label cannot be had: a contact of the AOR holds it, or the ID it makes is reserved
     * @return empty where all 16384 are in use
     */
    public static OptionalInt nextContactLabel(int last, IntPredicate inUse) {
        for (int step = 1; step <= ContactId.MAX_CONTACT_LABEL + 1; step++) {
            int label = last + step & ContactId.MAX_CONTACT_LABEL;
            if (!inUse.test(label)) {
                return OptionalInt.of(label);
            }
        }
        return OptionalInt.empty();
    }

    private static long key(int slot, long label) {
        return (long) slot << 32 | label;
    }
}
