package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipDateTest {
    @Test
    void of_seconds_isAnRfc1123DateInGmt() {
        SipDate date = new SipDate();

        assertEquals("Sat, 13 Nov 2010 23:29:00 GMT", date.of(1_289_690_940L));
        assertEquals("Sat, 13 Nov 2010 23:29:01 GMT", date.of(1_289_690_941L));
        assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", new SipDate().of(0));
    }
}
