package dev.rollcall.contactid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContactIdTest {
    @Test
    void isPackable_bounds_areOneAndSixtyTwoBits() {
        assertFalse(ContactId.isPackable(0));
        assertTrue(ContactId.isPackable(1));
        assertTrue(ContactId.isPackable(4611686018427387903L));
        assertFalse(ContactId.isPackable(4611686018427387904L));
        assertFalse(ContactId.isPackable(-1));
    }

    @Test
    void pack_publishedExample_isThatId() {
        assertEquals(120051833657672447L, new ContactId(1706, 168218419, 767).pack());
    }

    @Test
    void idParameters_hashSize_isFromTwoToSixteen() {
        for (int hashSize : new int[] {1, 17, 0, -1}) {
            assertThrows(IllegalArgumentException.class,
                    () -> new IdParameters(ContactIdFormat.RELEASED, hashSize, true, CharSign.SIGNED));
        }
        assertEquals(65536, new IdParameters(ContactIdFormat.RELEASED, 16, true, CharSign.SIGNED).slotCount());
    }

    @Test
    void slot_ofHash_isItsLowBits() {
        IdParameters parameters = new IdParameters(ContactIdFormat.RELEASED, 9, false, CharSign.SIGNED);
        assertEquals(1706, parameters.aorHash("callee"));
        assertEquals(170, parameters.slot(1706));
        assertEquals(511, parameters.slot(Integer.MIN_VALUE | 511));
    }

    @Test
    void aorHash_hashSizeSixteen_isTheSameInBothFormats() {
        for (String aor : new String[] {"callee", "alice@example.com", "j\u00fcrgen"}) {
            int hash = CoreHash.of(aor, CharSign.SIGNED);
            assertEquals(ContactIdFormat.RELEASED.aorHash(hash, 9), ContactIdFormat.DOCUMENTED.aorHash(hash, 16));
        }
    }
}
