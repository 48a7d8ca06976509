package dev.rollcall.octets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The hash gives what its authors published. */
class SipHashTest {
    private static final long KEY0 = 0x0706050403020100L;
    private static final long KEY1 = 0x0f0e0d0c0b0a0908L;
    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    @Test
    void value_ofThePublishedExample_isThePublishedValue() {
        SipHash hash = SipHash.of64(KEY0, KEY1);
        hash.add(BYTES, 0, 7);
        hash.add(BYTES, 7, 15);
        assertEquals(0xa129ca6149be45e5L, hash.value());
    }

    /** The first line of the table of 128-bit values, where the lowest byte stands first. */
    @Test
    void value_of128BitsOfNothing_isThePublishedValue() {
        SipHash hash = SipHash.of128(KEY0, KEY1);
        assertEquals(Long.reverseBytes(0xa3817f04ba25a8e6L), hash.value());
        assertEquals(Long.reverseBytes(0x6df67214c7550293L), hash.secondValue());
    }

    @Test
    void restart_afterAHash_beginsAnewUnderTheSameKey() {
        SipHash hash = SipHash.of64(KEY0, KEY1);
        hash.add(BYTES, 3, 14);
        hash.value();
        hash.restart();
        hash.add(BYTES, 0, 15);
        assertEquals(0xa129ca6149be45e5L, hash.value());
    }

    @Test
    void add_inAnyParts_isTheSame() {
        SipHash whole = SipHash.of128(KEY0, KEY1);
        whole.add(BYTES, 0, BYTES.length);
        long first = whole.value();
        long second = whole.secondValue();
        for (int part = 1; part < BYTES.length; part++) {
            SipHash parts = SipHash.of128(KEY0, KEY1);
            for (int i = 0; i < BYTES.length; i += part) {
                parts.add(BYTES, i, Math.min(i + part, BYTES.length));
            }
            assertEquals(first, parts.value());
            assertEquals(second, parts.secondValue());
        }
    }
}
