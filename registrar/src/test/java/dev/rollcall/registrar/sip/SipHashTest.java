package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The hash gives what its authors published. */
class SipHashTest {
    private static final long KEY0 = 0x0706050403020100L;
    private static final long KEY1 = 0x0f0e0d0c0b0a0908L;
    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    /** Lines of the table of 128-bit values, where the lowest byte stands first. */
    @Test
    void finish_ofThePublishedExamples_givesThePublishedValues() {
        assertEquals("a3817f04ba25a8e66df67214c7550293", hash(0));
        assertEquals("da87c1d86b99af44347659119b22fc45", hash(1));
        assertEquals("8177228da4a45dc7fca38bdef60affe4", hash(2));
        assertEquals("5493e99933b0a8117e08ec0f97cfc3d9", hash(15));
    }

    @Test
    void add_inAnyParts_isTheSame() {
        SipHash parts = new SipHash(KEY0, KEY1);
        for (int part = 1; part < BYTES.length; part++) {
            parts.begin();
            for (int i = 0; i < BYTES.length; i += part) {
                parts.add(BYTES, i, Math.min(i + part, BYTES.length));
            }
            parts.finish();
            assertEquals(hash(BYTES.length), text(parts));
        }
    }

    @Test
    void add_wordsAndBytes_areTheSame() {
        SipHash hash = new SipHash(KEY0, KEY1).begin().add((byte) 0).addWord(0x0807060504030201L);
        for (byte b = 9; b < BYTES.length; b++) {
            hash.add(b);
        }
        hash.finish();
        assertEquals(hash(BYTES.length), text(hash));
    }

    @Test
    void add_moreThanItHasRoomFor_makesRoom() {
        byte[] many = new byte[5_000];
        SipHash whole = new SipHash(KEY0, KEY1).begin().add(many, 0, many.length);
        SipHash single = new SipHash(KEY0, KEY1).begin();
        for (byte b : many) {
            single.add(b);
        }
        whole.finish();
        single.finish();
        assertEquals(text(whole), text(single));
    }

    private static String hash(int length) {
        SipHash hash = new SipHash(KEY0, KEY1).begin().add(BYTES, 0, length);
        hash.finish();
        return text(hash);
    }

    private static String text(SipHash hash) {
        return String.format("%016x%016x", Long.reverseBytes(hash.first()), Long.reverseBytes(hash.second()));
    }
}
