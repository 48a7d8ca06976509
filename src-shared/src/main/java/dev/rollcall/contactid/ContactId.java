package dev.rollcall.contactid;

/**
 * The three fields of an OpenSIPS contact ID: {@code aorhash << 46 | rlabel << 14 | clabel}.
 *
 * @param aorHash 16 bits of the AOR's hash, 0 to 65535
 * @param recordLabel the label that tells apart the AORs of one slot, 0 to 2^32-1
 * @param contactLabel the label that tells apart the contacts of one AOR, 0 to 16383 in what a server writes
 */
public record ContactId(int aorHash, long recordLabel, int contactLabel) {
    /** The bits of a contact label. */
    public static final int CONTACT_LABEL_BITS = 14;
    /** The largest contact label, and the mask of its bits. */
    public static final int MAX_CONTACT_LABEL = (1 << CONTACT_LABEL_BITS) - 1;
    /** The largest record label, and the mask of its bits. */
    public static final long MAX_RECORD_LABEL = 0xffff_ffffL;
    /** The largest ID that an OpenSIPS can pack: 2^62-1. */
    public static final long MAX_VALUE = (1L << 62) - 1;

    private static final int HASH_SHIFT = 46;

    /** The packed ID, as OpenSIPS 3.1.2 and later make it: the contact label masked to its 14 bits. */
    public long pack() {
        return pack(aorHash, recordLabel, contactLabel);
    }

    /** The packed ID of the three fields, the contact label masked to its 14 bits; allocates nothing. */
    public static long pack(int aorHash, long recordLabel, int contactLabel) {
        return (long) aorHash << HASH_SHIFT
                | recordLabel << CONTACT_LABEL_BITS
                | (contactLabel & MAX_CONTACT_LABEL);
    }

    /**
     * The ID as releases before 3.1.2 made it: a contact label over 14 bits leaks into the record label by addition.
     */
    public long packLegacy() {
        return ((long) aorHash << HASH_SHIFT) + (recordLabel << CONTACT_LABEL_BITS) + contactLabel;
    }

    /** The fields of an ID; bits 62 and 63 are dropped, as OpenSIPS drops them. */
    public static ContactId unpack(long id) {
        return new ContactId(aorHash(id), recordLabel(id), contactLabel(id));
    }

    /** The 16 hash bits of an ID. */
    public static int aorHash(long id) {
        return (int) (id >>> HASH_SHIFT) & 0xffff;
    }

    /** The 32 bits of an ID's record label. */
    public static long recordLabel(long id) {
        return id >>> CONTACT_LABEL_BITS & MAX_RECORD_LABEL;
    }

    /** The 14 bits of an ID's contact label. */
    public static int contactLabel(long id) {
        return (int) id & MAX_CONTACT_LABEL;
    }

    /**
     * Whether an unsigned 64-bit ID is one that a memory-mode OpenSIPS could have packed: from 1 to {@link #MAX_VALUE}.
     */
    public static boolean isPackable(long id) {
        return id > 0 && id <= MAX_VALUE;
    }
}
