package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestKeysTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 5062);

    private final RequestKeys keys = new RequestKeys(new SecureRandom());

    @Test
    void of_sameRequestInOtherBytes_isTheSame() {
        assertEquals(keys.of(request("z1", "call", 1), SOURCE), keys.of(request("z1", "call", 1).retained(), SOURCE));
    }

    @Test
    void of_requestsThatDifferInOnePart_areAllDifferent() {
        Set<RequestKey> all = new HashSet<>();
        all.add(keys.of(request("z1", "call", 1), SOURCE));
        all.add(keys.of(request("z2", "call", 1), SOURCE));
        all.add(keys.of(request("z1", "Call", 1), SOURCE));
        all.add(keys.of(request("z1", "call", 2), SOURCE));
        all.add(keys.of(request("z1c", "all", 1), SOURCE));
        all.add(keys.of(request("z1", "call", 1), new InetSocketAddress("192.0.2.7", 5063)));
        all.add(keys.of(request("z1", "call", 1), new InetSocketAddress("192.0.2.8", 5062)));
        all.add(keys.of(request("z1", "call", 1), new InetSocketAddress("2001:db8::7", 5062)));
        all.add(new RequestKeys(new SecureRandom()).of(request("z1", "call", 1), SOURCE));

        assertEquals(9, all.size());
    }

    private static SipRequest request(String branch, String callId, int cseq) {
        String text = "REGISTER sip:example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.7:5062;branch=" + branch + "\r\n"
                + "From: <sip:alice@example.com>;tag=1\r\n"
                + "To: <sip:alice@example.com>\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SipParser parser = new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
        return (SipRequest) parser.parse(bytes, 0, bytes.length);
    }
}
