package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipDateTest {
    @Test
    void of_seconds_isAnRfc1123DateInGmt() {
        SipDate date = new SipDate();

        assertEquals("Date: Sat, 13 Nov 2010 23:29:00 GMT\r\n", date.line(1_289_690_940L).toString());
        assertEquals("Date: Sat, 13 Nov 2010 23:29:01 GMT\r\n", date.line(1_289_690_941L).toString());
        assertEquals("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", new SipDate().line(0).toString());
    }
}
