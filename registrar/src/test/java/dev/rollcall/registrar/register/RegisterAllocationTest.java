package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a REGISTER allocates on its way from bytes to answer. A count, so that no machine is too slow for it; what the
 * table keeps and what retransmissions are answered from count too.
 */
class RegisterAllocationTest {
    private static final int AORS = 1_000;
    private static final int ROUNDS = 100;
    private static final long MAX_BYTES_PER_REFRESH = 1_230;

    private final IdParameters parameters = new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private final LocationTable table =
            new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), false);
    private final RequestDispatcher dispatcher = dispatcher(table);
    private final CountingFlow flow = new CountingFlow();

    @Test
    void received_refresh_allocatesNoMoreThanItsBound() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            byte[][] requests = requests(round);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (byte[] request : requests) {
                dispatcher.received(request, 0, request.length, flow);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / AORS);
        }

        assertEquals(AORS, table.size());
        assertEquals(AORS * ROUNDS, flow.granted);
        assertTrue(least <= MAX_BYTES_PER_REFRESH, least + " bytes for a refresh");
    }

    private static RequestDispatcher dispatcher(LocationTable table) {
        Responses responses = new Responses("Rollcall/test");
        RegisterHandler handler = new RegisterHandler(
                RegisterSettings.DEFAULT,
                new MemoryLocationService(table),
                Optional.empty(),
                responses,
                () -> Instant.ofEpochSecond(Registrar.NOW));
        SipParser parser = new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
        return new RequestDispatcher(parser, responses, handler, RegisterSettings.DEFAULT.optionTags(), System::nanoTime);
    }

    /** One REGISTER of every AOR; those of the first round are new, those of the others refresh them. */
    private static byte[][] requests(int round) {
        byte[][] requests = new byte[AORS][];
        for (int aor = 0; aor < AORS; aor++) {
            requests[aor] = request(aor, round).getBytes(StandardCharsets.UTF_8);
        }
        return requests;
    }

    private static String request(int aor, int round) {
        return "REGISTER sip:bench.test SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.7:5062;rport;branch=z9hG4bK" + round + "-" + aor + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:u" + aor + "@bench.test>;tag=f" + aor + "\r\n"
                + "To: <sip:u" + aor + "@bench.test>\r\n"
                + "Call-ID: call-" + aor + "@192.0.2.7\r\n"
                + "CSeq: " + (round + 1) + " REGISTER\r\n"
                + "Contact: <sip:u" + aor + "@192.0.2.7:5062>\r\n"
                + "Expires: 3600\r\n"
                + "User-Agent: regload/1.0\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    /** A flow that counts the answers that grant something. */
    private static final class CountingFlow implements Flow {
        private static final byte[] OK = "SIP/2.0 200 ".getBytes(StandardCharsets.US_ASCII);

        private final InetSocketAddress remote = new InetSocketAddress("192.0.2.7", 5062);
        private int granted;

        @Override
        public Transport transport() {
            return Transport.UDP;
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
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
        public void send(byte[] bytes, int from, int to, int port) {
            if (Arrays.equals(bytes, from, from + OK.length, OK, 0, OK.length)) {
                granted++;
            }
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }
}
