package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final byte[] ANSWER = ("SIP/2.0 423 Interval Too Brief\r\n"
            + "Via: SIP/2.0/UDP 127.0.0.1:40000;received=127.0.0.1;branch=z9hG4bKm123.4567;rport=40000\r\n"
            + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

    private final Answer answer = new Answer('m');

    @Test
    void read_answer_statusAndWhoseItIs() {
        assertTrue(answer.read(ANSWER, 0, ANSWER.length));
        assertEquals(423, answer.status());
        assertEquals(123, answer.aor());
        assertEquals(4567, answer.cseq());
    }

    @Test
    void read_ofAnotherPhase_refused() {
        assertFalse(new Answer('w').read(ANSWER, 0, ANSWER.length));
    }

    @Test
    void read_cutAnywhereBeforeTheBranchEnds_refused() {
        int end = new String(ANSWER, StandardCharsets.US_ASCII).indexOf(";rport");
        for (int length = 0; length <= end; length++) {
            assertFalse(answer.read(ANSWER, 0, length), "cut at " + length);
        }
        assertTrue(answer.read(ANSWER, 0, end + 1));
    }

    @Test
    void read_request_refused() {
        byte[] request = "REGISTER sip:a SIP/2.0\r\nVia: x;branch=z9hG4bKm1.2;\r\n".getBytes(StandardCharsets.US_ASCII);
        assertFalse(answer.read(request, 0, request.length));
    }
}
