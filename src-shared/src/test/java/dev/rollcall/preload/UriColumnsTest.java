package dev.rollcall.preload;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriColumnsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "sip:alice@192.0.2.1", "sips:phone.example:5061;transport=tcp", "SIP:alice@[2001:db8::1]:5060",
        "tel:+4930123456", "sip:user0@phone7.a.example:5067;user=phone;x=\"a,b\"", "sip:m\u00fcller@h_1.example",
        "sip:a;b=c:pw@host?h=v",
        "sip:*21#@host", "sip:host;x=", "urn:service:sos", "sip:u@host;maddr=a@b"
    })
    void isUri_whatOpenSipsStores_isLoaded(String text) {
        assertTrue(UriColumns.isUri(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "sip", "sip:", "sip:dave@", "sip:@host", "sip:dave@:5060", "sip:dave@host:5060transport=udp",
        "sip:dave@host:", "sip:dave@host:65536", "sip:dave@host:999999", "sip:dave@[::1", "sip:a@b@c",
        "sip:dave@host x", "<sip:dave@host>",
        "mailto:dave@host", "tel:", "http://host", "sip:dave@ho\u00dft", "sip:dave@host\n"
    })
    void isUri_whatNoCallCanBeSentTo_isNot(String text) {
        assertFalse(UriColumns.isUri(text));
    }

    @Test
    void isPath_firstAddress_decides() {
        assertTrue(UriColumns.isPath("<sip:edge3.a.example;lr>, <sip:edge2.b.example:5080;transport=tcp;lr;ob>"));
        assertFalse(UriColumns.isPath("sip:edge3.a.example;lr"));
        assertFalse(UriColumns.isPath("<sip:>"));
        assertFalse(UriColumns.isPath("<sip:edge3.a.example;lr"));
        assertFalse(UriColumns.isPath("edge3 > <"));
    }
}
