package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.sip.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RegisterTextTest {
    private final RegisterText text = new RegisterText(load(), "u", "m");

    @Test
    void write_allAtTheirPlaces() {
        String request = new String(text.bytes(), 0, text.write(70, 2_000_000_001, 40_000, "X: y\r\n"),
                StandardCharsets.US_ASCII);
        assertEquals(String.join("\r\n",
                "REGISTER sip:example.com SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:40000;branch=z9hG4bKm70.2000000001;rport",
                "Max-Forwards: 70",
                "From: <sip:u70@example.com>;tag=load70",
                "To: <sip:u70@example.com>",
                "Call-ID: u70-load@127.0.0.1",
                "CSeq: 2000000001 REGISTER",
                "Contact: <sip:u70@127.0.0.1:2070>",
                "Expires: 3600",
                "User-Agent: load/1.0",
                "X: y",
                "Content-Length: 0",
                "",
                ""), request);
    }

    /** At a hundred thousand a second, garbage would be measured as well. */
    @Test
    void write_again_allocatesNothing() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        writeMany(); // what is loaded and linked at the first time
        long idle = threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        writeMany();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - (before - idle);
        assertTrue(allocated < 1_000, allocated + " bytes for a thousand requests");
    }

    private void writeMany() {
        for (int i = 0; i < 1_000; i++) {
            text.write(i, i + 1, 40_000, "");
        }
    }

    private static Load load() {
        return new Load(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060), Transport.UDP,
                new Load.Users("u", 100, 100, false), 0, 1, 1, OptionalDouble.empty(), 1, 3600, "example.com",
                Optional.empty(), Duration.ofSeconds(4), Duration.ofSeconds(60), Optional.empty());
    }
}
