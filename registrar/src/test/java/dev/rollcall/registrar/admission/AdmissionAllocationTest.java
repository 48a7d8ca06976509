package dev.rollcall.registrar.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rollcall.modparam.Networks;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageReceiver;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.RequestTaker;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.sip.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What admission allocates for a message that passes: Java's copy of an address, and a view of its User-Agent. A count,
 * so that no machine is too slow for it.
 */
class AdmissionAllocationTest {
    private static final int MESSAGES = 1_000;
    private static final int ROUNDS = 200;
    private static final int ADDRESS_BYTES = 32;
    private static final int VIEW_BYTES = 24;
    private static final byte[] REGISTER = """
            REGISTER sip:example.com SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.7:5062;rport;branch=z9hG4bK1
            From: <sip:alice@example.com>;tag=a
            To: <sip:alice@example.com>
            Call-ID: call-1
            CSeq: 1 REGISTER
            User-Agent: friendly phone
            Content-Length: 0

            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void received_messageThatPasses_costsNextToNoMemory(String source) {
        Networks trusted = Networks.parse("127.0.0.0/8,::1,198.51.100.0/24").orElseThrow();
        SourceLimits limits = new SourceLimits(1_000_000, 10, Duration.ofMinutes(1), Duration.ofHours(1));
        Sources sources = new Sources(limits, trusted, System::nanoTime);
        ScannerGate screen = new ScannerGate(List.of("friendly-scanner", "sipvicious"), trusted, System::nanoTime);
        MessageReceiver bare = dispatcher(null, sources);
        MessageReceiver guarded = new SourceGate(sources, dispatcher(screen, sources));
        Flow flow = new SilentFlow(new InetSocketAddress(source, 5062));

        long without = least(bare, flow);
        long with = least(guarded, flow);
        assertTrue(with <= without + ADDRESS_BYTES + VIEW_BYTES, with + " bytes in the place of " + without);
        assertEquals(0, sources.droppedTooFast() + screen.dropped());
    }

    private static RequestDispatcher dispatcher(RequestTaker screen, Sources sources) {
        return new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                new Responses("Test"),
                screen,
                (request, flow) -> sources.proven(flow),
                (request, flow) -> false,
                Set.of(),
                System::nanoTime);
    }

    /** The fewest bytes for a message, of many rounds, since a compiler works on another thread. */
    private static long least(MessageReceiver receiver, Flow flow) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MESSAGES; i++) {
                receiver.received(REGISTER, 0, REGISTER.length, flow);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / MESSAGES;
    }

    private record SilentFlow(InetSocketAddress remote) implements Flow {
        @Override
        public Transport transport() {
            return Transport.UDP;
        }

        @Override
        public String socket() {
            return "udp:192.0.2.1:5060";
        }

        @Override
        public long connectionId() {
            return 0;
        }

        @Override
        public void send(byte[] bytes, int from, int to, int port) {}

        @Override
        public void execute(Runnable task) {}
    }
}
