package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "udp:127.0.0.1:5060, udp:127.0.0.1:5060",
        "UDP:127.0.0.1:5060, udp:127.0.0.1:5060",
        "udp:127.0.0.1, udp:127.0.0.1:5060",
        "tcp:SIP.Example.com, tcp:sip.example.com:5060",
        "tls:[::1], tls:[::1]:5061",
        "tls:[2001:DB8:0:0::1]:5071, tls:[2001:db8::1]:5071",
        "ws:0.0.0.0, ws:0.0.0.0:80",
        "wss:[::]:0, wss:[::]:0",
        "wss:localhost, wss:localhost:443",
    })
    void parse_address_isWrittenAsOpenSipsDoes(String text, String expected) {
        ListenAddress address = ListenAddress.parse(text);
        assertEquals(expected, address.toString());
        assertEquals(address, ListenAddress.parse(address.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "udp", "udp:", "udp:5060", "127.0.0.1:5060", "sctp:127.0.0.1:5060", "udp:127.0.0.1:65536",
        "udp:127.0.0.1:", "udp:127.0.0.1:-1", "udp:127.0.0.1:sip", "udp:127.0.0.1:5060:1", "udp:::1:5060",
        "udp:[::1", "udp:[127.0.0.1]:5060", "udp:[zz]:5060", "udp:*:5060", "udp:300.1.1.1:5060", "udp:a b:5060",
        "udp:-a:5060", "udp: 127.0.0.1:5060", "udp:127.0.0.1:5060 "
    })
    void parse_anythingElse_isRefusedByName(String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text));
        assertTrue(refusal.getMessage().contains("'" + text + "'"), refusal.getMessage());
    }

    @Test
    void isLoopback_onlyWhatNoOtherMachineReaches() {
        assertTrue(ListenAddress.parse("udp:127.8.9.1:5060").isLoopback());
        assertTrue(ListenAddress.parse("udp:[::1]:5060").isLoopback());
        assertTrue(ListenAddress.parse("udp:localhost:5060").isLoopback());
        assertFalse(ListenAddress.parse("udp:0.0.0.0:5060").isLoopback());
        assertFalse(ListenAddress.parse("udp:[::]:5060").isLoopback());
        assertFalse(ListenAddress.parse("udp:192.0.2.1:5060").isLoopback());
        assertFalse(ListenAddress.parse("udp:localhost.example.com:5060").isLoopback());
    }

    @Test
    void resolve_localhost_isTheLoopbackAddress() throws Exception {
        assertEquals(InetAddress.getByName("127.0.0.1"), ListenAddress.parse("udp:localhost").resolve().getAddress());
    }
}
