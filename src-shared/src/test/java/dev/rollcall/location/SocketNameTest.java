package dev.rollcall.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketNameTest {
    private static SocketName parse(String text) {
        return SocketName.parse(text).orElseThrow();
    }

    @Test
    void parse_whatServersWrite_isTakenApart() {
        assertEquals(new SocketName("udp", "127.0.0.1", 5060), parse("udp:127.0.0.1:5060"));
        assertEquals(new SocketName("wss", "[2001:db8::1]", 443), parse("WSS:[2001:db8::1]:443"));
        assertEquals(new SocketName("hep_udp", "sip.example.com", 9060), parse("hep_udp:sip.example.com:9060"));
    }

    @Test
    void parse_partsLeftOut_areTheHost() {
        assertEquals(new SocketName("", "bareword", 0), parse("bareword"));
        assertEquals(new SocketName("", "host", 5060), parse("host:5060"));
        assertEquals(new SocketName("tls", "host", 0), parse("tls:host"));
        assertEquals(new SocketName("", "[::1]", 5060), parse("[::1]:5060"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "udp:", "udp:host:", "quic:host:5060", "quic:host", "udp:host:port", "udp:host:65536",
        "udp:host:999999999999", "udp:host:-1", "udp:2001:db8::1:5060", "udp:[::1:5060", "udp:::1]:5060",
        "udp:[[::1]]:5060", "udp:]::1[:5060", ":5060:1"
    })
    void parse_whatOpenSipsCallsBad_isNone(String text) {
        assertTrue(SocketName.parse(text).isEmpty());
    }
}
