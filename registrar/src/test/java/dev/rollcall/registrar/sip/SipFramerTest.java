package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The framer finds the same messages however a stream is split. */
class SipFramerTest {
    private static final String FIRST = "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TCP h\r\nContent-Length: 4\r\n\r\nbody";
    private static final String SECOND = "OPTIONS sip:b@example.com SIP/2.0\r\nl \t:\r\n 0\r\n\r\n";
    private static final int MAX = 200;

    private final List<String> found = new ArrayList<>();
    private final SipFramer framer = new SipFramer(MAX, new SipFramer.Sink() {
        @Override
        public void message(byte[] bytes, int offset, int length) {
            found.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void keepAlive() {
            found.add("keep-alive");
        }

        @Override
        public void broken(String cause) {
            found.add("broken: " + cause);
        }
    });

    @Test
    void received_everyTwoSplits_findsTheSameMessages() {
        String stream = "\r\n" + FIRST + "\r\n\r\n\r\n" + SECOND + FIRST;
        List<String> expected = List.of(FIRST, "keep-alive", SECOND, FIRST);
        byte[] bytes = bytes(stream);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                SipFramerTest split = new SipFramerTest();
                split.receive(bytes, 0, first);
                split.receive(bytes, first, second);
                split.receive(bytes, second, bytes.length);
                assertEquals(expected, split.found, "split at " + first + " and " + second);
                assertFalse(split.framer.isInsideMessage());
            }
        }
    }

    @Test
    void received_byteByByte_findsTheSameMessages() {
        byte[] bytes = bytes(FIRST + "\r\n\r\n" + SECOND + SECOND);
        for (int i = 0; i < bytes.length; i++) {
            receive(bytes, i, i + 1);
        }
        assertEquals(List.of(FIRST, "keep-alive", SECOND, SECOND), found);
    }

    @Test
    void received_twoDoubleCrlf_areTwoKeepAlives() {
        receive("\r\n\r\n\r\n\r\n");
        assertEquals(List.of("keep-alive", "keep-alive"), found);
    }

    @Test
    void received_contentLengthInAContinuationLine_isNotOne() {
        String message = "OPTIONS sip:a SIP/2.0\r\nSubject: x\r\n Content-Length: 50\r\nContent-Length: 1\r\n\r\nz";
        receive(message + SECOND);
        assertEquals(List.of(message, SECOND), found);
    }

    @Test
    void received_noContentLength_passesTheHeadersOnAndBreaksOff() {
        String headers = "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TCP h\r\n\r\n";
        receive(headers + "body" + FIRST);
        assertEquals(List.of(headers, "broken: no valid Content-Length"), found);
    }

    @Test
    void received_badOrTwoContentLengths_breaksOff() {
        for (String value : List.of("-1", "+1", "1 2", "", "abc", "99999999999999999999", "1\r\nl: 1")) {
            SipFramerTest test = new SipFramerTest();
            String headers = "OPTIONS sip:a SIP/2.0\r\nContent-Length: " + value + "\r\n\r\n";
            test.receive(headers + "x");
            assertEquals(List.of(headers, "broken: no valid Content-Length"), test.found, value);
        }
    }

    @Test
    void received_messageOfTheLargestSize_isPassedOn() {
        String headers = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 151\r\n\r\n";
        String message = headers + "x".repeat(151);
        assertEquals(MAX - 3, message.length());
        receive(message);
        assertEquals(List.of(message), found);
    }

    @Test
    void received_messageOverTheLargestSize_passesTheHeadersOnAndBreaksOff() {
        String headers = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 155\r\n\r\n";
        receive(headers);
        assertEquals(List.of(headers, "broken: a message over 200 bytes"), found);
    }

    @Test
    void received_headersThatNeverEnd_breaksOffAtTheLimit() {
        byte[] bytes = bytes("X".repeat(MAX - 1));
        receive(bytes, 0, bytes.length);
        assertTrue(framer.isInsideMessage());
        receive("X");
        receive(SECOND);
        assertEquals(List.of("broken: headers over 200 bytes"), found);
        assertFalse(framer.isInsideMessage());
    }

    @Test
    void received_lineFeedsAlone_breaksOff() {
        receive("OPTIONS sip:a SIP/2.0\nContent-Length: 0\n\n");
        assertEquals(List.of("broken: lines that end in LF without CR"), found);
    }

    @Test
    void received_carriageReturnAloneBetweenMessages_breaksOff() {
        receive("\rX");
        assertEquals(List.of("broken: CR without LF between messages"), found);
    }

    private void receive(String text) {
        byte[] bytes = bytes(text);
        receive(bytes, 0, bytes.length);
    }

    /** Each part in an array of its own that is overwritten afterwards, as a transport may do. */
    private void receive(byte[] bytes, int from, int to) {
        byte[] own = new byte[to - from + 2];
        System.arraycopy(bytes, from, own, 1, to - from);
        framer.received(own, 1, to - from);
        Arrays.fill(own, (byte) '#');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
