package dev.rollcall.contactid;

import java.util.Locale;

/**
 * How the platform that wrote an ID reads bytes from 0x80 up when it hashes: as C's {@code char} is signed (x86) or
 * unsigned (ARM, POWER, s390). Texts of ASCII alone hash alike under both.
 */
public enum CharSign {
    /** Bytes from 0x80 up are sign-extended, as on x86. */
    SIGNED,
    /** Bytes from 0x80 up are zero-extended, as on ARM Linux. */
    UNSIGNED;

    /** The other of the two. */
    public CharSign other() {
        return this == SIGNED ? UNSIGNED : SIGNED;
    }

    /** The name that options and logs use. */
    public String optionValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
