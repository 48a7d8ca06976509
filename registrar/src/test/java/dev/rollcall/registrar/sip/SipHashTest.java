package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The hash gives what its authors published. */
class SipHashTest {
    @Test
    void value_ofThePublishedExample_isThePublishedValue() {
        byte[] bytes = new byte[15];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        hash.add(bytes, 0, 7);
        hash.add(bytes, 7, 15);
        assertEquals(0xa129ca6149be45e5L, hash.value());
    }
}
