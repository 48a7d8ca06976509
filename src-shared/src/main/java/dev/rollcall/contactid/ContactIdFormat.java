package dev.rollcall.contactid;

import java.util.Locale;

/** Which bits of an AOR's hash a contact ID holds. */
public enum ContactIdFormat {
    /** The low 16 bits of the whole hash: what every OpenSIPS from 2.2.0 on writes and compares. */
    RELEASED {
        @Override
        public int aorHash(int coreHash, int hashSize) {
            return coreHash & 0xffff;
        }
    },
    /** The hash masked to the slot, {@code 2^hash_size - 1}: what OpenSIPS' documents describe. */
    DOCUMENTED {
        @Override
        public int aorHash(int coreHash, int hashSize) {
            return coreHash & ((1 << hashSize) - 1);
        }
    };

    /** The hash bits of an ID, 0 to 65535, for an AOR's whole hash and a hash_size from 2 to 16. */
    public abstract int aorHash(int coreHash, int hashSize);

    /** The name that options and logs use. */
    public String optionValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
