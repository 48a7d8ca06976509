package dev.rollcall.contactid;

/**
 * The values that decide which ID is right for a row.
 *
 * @param format which hash bits an ID holds
 * @param hashSize log2 of the number of slots, 2 to 16
 * @param useDomain whether the domain is part of the AOR
 * @param charSign how bytes from 0x80 up are hashed
 */
public record IdParameters(ContactIdFormat format, int hashSize, boolean useDomain, CharSign charSign) {
    /** The smallest hash_size. */
    public static final int MIN_HASH_SIZE = 2;
    /** The largest hash_size: 2^16 slots. */
    public static final int MAX_HASH_SIZE = 16;
    /** OpenSIPS' default hash_size: 512 slots. */
    public static final int DEFAULT_HASH_SIZE = 9;

    /** @throws IllegalArgumentException when the hash_size is not from 2 to 16 */
    public IdParameters {
        if (hashSize < MIN_HASH_SIZE || hashSize > MAX_HASH_SIZE) {
            throw new IllegalArgumentException("hash_size " + hashSize + " is not from 2 to 16");
        }
    }

    /** The hash bits of an AOR's ID. */
    public int aorHash(String aor) {
        return format.aorHash(CoreHash.of(aor, charSign), hashSize);
    }

    /** The slot of an AOR's hash bits: the range in which record labels are unique. */
    public int slot(int hash) {
        return hash & (slotCount() - 1);
    }

    /** The number of slots, 4 to 65536. */
    public int slotCount() {
        return 1 << hashSize;
    }
}
