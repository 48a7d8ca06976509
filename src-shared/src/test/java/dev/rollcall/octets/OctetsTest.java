package dev.rollcall.octets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OctetsTest {
    private final byte[] message = "REGISTER sip:müller@h".getBytes(StandardCharsets.UTF_8);

    @Test
    void equals_sameBytesElsewhere_true() {
        Octets run = Octets.of(message, 13, message.length);
        assertEquals(Octets.of("müller@h"), run);
        assertEquals(Octets.of("müller@h").hashCode(), run.hashCode());
        assertNotEquals(Octets.of("müller@"), run);
        assertNotEquals(Octets.of("müller@i"), run);
    }

    @Test
    void toString_utf8_isTheText() {
        assertEquals("müller@h", Octets.of(message, 13, message.length).toString());
    }

    @Test
    void retained_arrayChanges_staysAsItWas() {
        Octets run = Octets.of(message, 9, 12);
        Octets retained = run.retained();
        message[9] = 'x';
        assertEquals("xip", run.toString());
        assertEquals("sip", retained.toString());
        assertNotSame(message, retained.array());
    }

    @Test
    void copyTo_arrayWithRoom_endsBehindTheLastByte() {
        byte[] target = new byte[5];
        assertEquals(4, Octets.of(message, 9, 12).copyTo(target, 1));
        assertArrayEquals(new byte[] {0, 's', 'i', 'p', 0}, target);
    }

    @Test
    void of_outsideTheArray_isRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> Octets.of(message, 3, message.length + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Octets.of(message, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> Octets.of(message, 3, 2));
    }

    @Test
    void isEmpty_noBytes_true() {
        assertTrue(Octets.EMPTY.isEmpty());
        assertTrue(Octets.of(message, 3, 3).isEmpty());
        assertFalse(Octets.of(message, 3, 4).isEmpty());
        assertEquals(1, Octets.of(message, 3, 4).length());
    }
}
