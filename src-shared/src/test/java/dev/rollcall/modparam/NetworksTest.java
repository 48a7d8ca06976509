package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "192.0.2.7 | 192.0.2.7 | true",
        "192.0.2.7 | 192.0.2.8 | false",
        "10.0.0.0/8 | 10.255.0.1 | true",
        "10.1.2.3/8 | 10.255.0.1 | true",
        "10.0.0.0/8 | 11.0.0.1 | false",
        "192.0.2.128/25 | 192.0.2.127 | false",
        "192.0.2.128/25 | 192.0.2.255 | true",
        "0.0.0.0/0 | 203.0.113.1 | true",
        "0.0.0.0/0 | 2001:db8::1 | false",
        "2001:db8::/33 | 2001:db8:7fff::1 | true",
        "2001:db8::/33 | 2001:db8:8000::1 | false",
        "::1 | ::1 | true",
        "::ffff:192.0.2.7 | 192.0.2.7 | true",
        "198.51.100.1, ::1/128,127.0.0.0/8 | 127.9.9.9 | true"})
    void contains_anAddress_byTheBitsThatCount(String networks, String address, boolean contained) throws Exception {
        Networks parsed = Networks.parse(networks).orElseThrow();
        assertEquals(contained, parsed.contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "localhost", "example.com", "10.0.0.0/33", "10.1", "256.0.0.1", "::1/129", "10.0.0.1,", "/8", "10.0.0.0/x",
        ":::", "10.0.0.1 10.0.0.2", "fe80::1%eth0"})
    void parse_whatIsNoNetwork_isRefused(String text) {
        assertEquals(Optional.empty(), Networks.parse(text));
    }

    @Test
    void parse_nothing_isNoNetwork() throws Exception {
        assertTrue(Networks.parse(" ").orElseThrow().isEmpty());
        assertFalse(Networks.parse("").orElseThrow().contains(InetAddress.getLoopbackAddress()));
        assertEquals("10.0.0.0/8,::1", Networks.parse("10.0.0.0/8, ::1").orElseThrow().toString());
    }
}
