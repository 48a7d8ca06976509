package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.sip.RecordingFlow.Sent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dispatcher answers, byte for byte where the RFC says so. */
class RequestDispatcherTest {
    private static final String REQUEST = """
            METHOD sip:registrar.example.com SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bK1 , SIP/2.0/TCP lower.example.com
            v: SIP/2.0/TCP "lowest
            Max-Forwards: 70
            From: Alice <sip:alice@example.com>;tag=a
            To:  "B \\" b"  <sip:bob@example.com> ; x=y
            Call-ID: call@192.0.2.9
            CSeq: 1 METHOD
            Content-Length: 0

            """;
    private static final Responses RESPONSES = new Responses("Test");
    private static final SipRequestHandler OK =
            (request, flow) -> RESPONSES.send(request, flow, 200, "OK", List.of(new Header("Expires", "9")));

    private final RecordingFlow udp = new RecordingFlow(Transport.UDP, "192.0.2.9", 40000);
    private final RequestDispatcher dispatcher = dispatcher(OK);

    @Test
    void register_wellFormed_goesToItsHandler() {
        Sent answer = answer(request("REGISTER"), udp);
        String expected = """
                SIP/2.0 200 OK
                Via: SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bK1 , SIP/2.0/TCP lower.example.com
                Via: SIP/2.0/TCP "lowest
                From: Alice <sip:alice@example.com>;tag=a
                To: "B \\" b"  <sip:bob@example.com> ; x=y;tag=TAG
                Call-ID: call@192.0.2.9
                CSeq: 1 REGISTER
                Expires: 9
                Server: Test
                Content-Length: 0

                """.replace("\n", "\r\n");
        assertTrue(answer.message().matches("(?s)" + Pattern.quote(expected).replace("TAG", "\\E[0-9a-f]{16}\\Q")),
                answer.message());
        assertEquals(5062, answer.port());
    }

    @Test
    void options_wellFormed_isAnsweredWithWhatIsUnderstood() {
        Sent answer = answer(request("OPTIONS"), udp);
        assertEquals("SIP/2.0 200 OK", answer.statusLine());
        assertEquals("Allow: REGISTER, OPTIONS", answer.line("Allow"));
        assertEquals("Accept: ", answer.line("Accept"));
        assertEquals("Supported: gruu, path", answer.line("Supported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "BYE", "register", "NOTIFY", "MESSAGE"})
    void otherMethod_isAnswered405WithAllow(String method) {
        Sent answer = answer(request(method), udp);
        assertEquals("SIP/2.0 405 Method Not Allowed", answer.statusLine());
        assertEquals("Allow: REGISTER, OPTIONS", answer.line("Allow"));
    }

    @Test
    void cancel_withoutTransaction_isAnswered481() {
        assertEquals("SIP/2.0 481 Call/Transaction Does Not Exist", answer(request("CANCEL"), udp).statusLine());
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''", "'Max-Forwards: 70', 'Max-Forwards: x'", "'ACK sip:', 'ACK  sip:'", "'SIP/2.0\n', 'SIP/3.0\n'"})
    void ack_evenMalformed_isNeverAnswered(String from, String to) {
        receive(crlf(request("ACK").replace("\r\n", "\n").replace(from, to)), udp);
        assertEquals(List.of(), udp.sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SIP/2.0 200 OK", "SIP/2.0 999 ", "SIP/2.0 OK", "SIP/7.0 200 OK", "sip/2.0 180 Ringing", "SIP/2.0"})
    void response_evenMalformed_isNeverAnswered(String statusLine) {
        String response = request("REGISTER").replaceFirst("^[^\r]*", statusLine);
        receive(response, udp);
        assertEquals(List.of(), udp.sent);
    }

    @Test
    void response_wellFormed_isCounted() {
        receive(request("REGISTER").replaceFirst("^[^\r]*", "SIP/2.0 200 OK"), udp);
        assertEquals(1, dispatcher.log().responses());
    }

    @Test
    void requestUri_ofAnotherScheme_isAnswered416() {
        String message = request("OPTIONS").replace("sip:registrar.example.com", "tel:+1");
        assertEquals("SIP/2.0 416 Unsupported URI Scheme", answer(message, udp).statusLine());
    }

    @Test
    void requestUri_ofAnotherSchemeInAnUnknownMethod_isAnswered405() {
        String message = request("FOO").replace("sip:registrar.example.com", "tel:+1");
        assertEquals("SIP/2.0 405 Method Not Allowed", answer(message, udp).statusLine());
    }

    @Test
    void require_unknownTags_isAnswered420WithThem() {
        Sent answer = answer(with("REGISTER", "Require: foo, PATH\r\nrequire: bar"), udp);
        assertEquals("SIP/2.0 420 Bad Extension", answer.statusLine());
        assertEquals("Unsupported: foo, bar", answer.line("Unsupported"));
    }

    @Test
    void require_knownTags_isHandled() {
        assertEquals("SIP/2.0 200 OK", answer(with("REGISTER", "Require: path,gruu"), udp).statusLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Require: ", "Require: a b", "Require: a,,b", "Require: \"a\""})
    void require_malformed_isAnswered400(String header) {
        assertEquals("SIP/2.0 400 Malformed Require", answer(with("REGISTER", header), udp).statusLine());
    }

    @Test
    void version_notTwo_isAnswered505() {
        Sent answer = answer(request("REGISTER").replace(" SIP/2.0\r\nVia", " SIP/7.0\r\nVia"), udp);
        assertEquals("SIP/2.0 505 Version Not Supported", answer.statusLine());
        assertEquals(1, dispatcher.log().malformed(Fault.Kind.VERSION));
    }

    @Test
    void malformed_withoutVia_isCountedAndNotAnswered() {
        receive("hello world\r\n\r\n", udp);
        receive("", udp);
        receive("REGISTER sip:a SIP/2.0\r\nVia: SIP/2.0/UDP\r\n\r\n", udp);
        assertEquals(List.of(), udp.sent);
        assertEquals(1, dispatcher.log().malformed(Fault.Kind.START_LINE));
        assertEquals(1, dispatcher.log().malformed(Fault.Kind.UNFINISHED));
        assertEquals(1, dispatcher.log().malformed(Fault.Kind.MISSING));
    }

    @Test
    void malformed_withHeadersMissing_isAnsweredWithThoseThere() {
        String message = "REGISTER sip:a SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9\r\nCSeq: x\r\n\r\n";
        Sent answer = answer(message, udp);
        assertEquals("SIP/2.0 400 Missing From\r\nVia: SIP/2.0/UDP 192.0.2.9\r\nCSeq: x\r\nServer: Test\r\n"
                + "Content-Length: 0\r\n\r\n", answer.message());
        assertEquals(5060, answer.port());
    }

    @ParameterizedTest
    @CsvSource({"TCP, 400", "TLS, 400", "UDP, 200", "WS, 200", "WSS, 200"})
    void contentLength_missing_isAnErrorOnStreamsOnly(Transport transport, int status) {
        RecordingFlow flow = new RecordingFlow(transport, "192.0.2.9", 40000);
        Sent answer = answer(request("REGISTER").replace("Content-Length: 0\r\n", ""), flow);
        assertTrue(answer.statusLine().startsWith("SIP/2.0 " + status), answer.statusLine());
    }

    @Test
    void handler_thatThrows_isAnswered500() {
        RequestDispatcher throwing = dispatcher((request, flow) -> {
            throw new IllegalStateException("on purpose");
        });
        byte[] bytes = request("REGISTER").getBytes(StandardCharsets.UTF_8);
        throwing.received(bytes, 0, bytes.length, udp);
        assertEquals("SIP/2.0 500 Server Internal Error", udp.sent.get(0).statusLine());
        assertEquals(1, throwing.log().failures());
    }

    @Test
    void toTag_retransmission_isTheSameAndAnotherRequestsDiffers() {
        String first = answer(request("OPTIONS"), udp).line("To:");
        assertEquals(first, answer(request("OPTIONS"), udp).line("To:"));
        String other = answer(request("OPTIONS").replace("CSeq: 1", "CSeq: 2"), udp).line("To:");
        assertTrue(!first.equals(other), other);
    }

    @Test
    void toTag_thatIsThere_stays() {
        Sent answer = answer(request("OPTIONS").replace("; x=y", "; TAG=mine"), udp);
        assertEquals("To: \"B \\\" b\"  <sip:bob@example.com> ; TAG=mine", answer.line("To:"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "192.0.2.9:5062;branch=b | 192.0.2.9:5062;branch=b | 5062",
        "192.0.2.9;branch=b | 192.0.2.9;branch=b | 5060",
        "192.0.2.8;branch=b | 192.0.2.8;branch=b;received=192.0.2.9 | 5060",
        "192-0-2-9;branch=b | 192-0-2-9;branch=b;received=192.0.2.9 | 5060",
        "192.0.2.90;branch=b | 192.0.2.90;branch=b;received=192.0.2.9 | 5060",
        "192.0.2.9;rport;branch=b | 192.0.2.9;rport=40000;branch=b;received=192.0.2.9 | 40000",
        "phone.invalid:7 ; RPORT ; branch=b | phone.invalid:7 ; RPORT=40000 ; branch=b;received=192.0.2.9 | 40000",
        "192.0.2.9;rport=1;branch=b | 192.0.2.9;rport=1;branch=b | 5060",
        "192.0.2.9 ; received=203.0.113.1 ;branch=b | 192.0.2.9  ;branch=b | 5060",
        "10.0.0.1;received=203.0.113.1;branch=b | 10.0.0.1;branch=b;received=192.0.2.9 | 5060",
        "192.0.2.9;maddr=203.0.113.1;branch=b | 192.0.2.9;maddr=203.0.113.1;branch=b | 5060",
        "phone;received=2001:db8::1;branch=b, SIP/2.0/UDP x | phone;branch=b;received=192.0.2.9, SIP/2.0/UDP x | 5060"})
    void via_top_isCompletedByTheRealSource(String sentBy, String expected, int port) {
        String message = request("OPTIONS").replaceFirst("Via: .*", "Via: SIP/2.0/UDP " + sentBy);
        Sent answer = answer(message, udp);
        assertEquals("Via: SIP/2.0/UDP " + expected, answer.line("Via:"));
        assertEquals(port, answer.port());
    }

    @Test
    void via_sourceIsIpv6_isComparedAndWrittenWithoutBrackets() {
        RecordingFlow flow = new RecordingFlow(Transport.UDP, "2001:db8::9", 40000);
        String message = request("OPTIONS").replaceFirst("Via: .*", "Via: SIP/2.0/UDP [2001:db8:0:0::9]:5070;branch=b");
        assertEquals("Via: SIP/2.0/UDP [2001:db8:0:0::9]:5070;branch=b", answer(message, flow).line("Via:"));
        message = request("OPTIONS").replaceFirst("Via: .*", "Via: SIP/2.0/UDP [2001:db8::8];branch=b");
        assertEquals(
                "Via: SIP/2.0/UDP [2001:db8::8];branch=b;received=2001:db8:0:0:0:0:0:9",
                answer(message, flow).line("Via:"));
    }

    @Test
    void via_overTls_answersToItsDefaultPort() {
        RecordingFlow flow = new RecordingFlow(Transport.TLS, "192.0.2.9", 40000);
        String message = request("OPTIONS").replaceFirst("Via: .*", "Via: SIP/2.0/TLS 192.0.2.9;branch=b");
        assertEquals(5061, answer(message, flow).port());
    }

    private Sent answer(String message, RecordingFlow flow) {
        int before = flow.sent.size();
        receive(message, flow);
        assertEquals(before + 1, flow.sent.size(), "answers");
        return flow.sent.get(before);
    }

    private void receive(String message, Flow flow) {
        byte[] bytes = ("###" + message + "###").getBytes(StandardCharsets.UTF_8);
        dispatcher.received(bytes, 3, bytes.length - 6, flow);
    }

    private static String request(String method) {
        return crlf(REQUEST.replace("METHOD", method));
    }

    private static String with(String method, String header) {
        return request(method).replace("Max-Forwards: 70", header);
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static RequestDispatcher dispatcher(SipRequestHandler register) {
        return new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                RESPONSES,
                register,
                Set.of("path", "gruu"),
                System::nanoTime);
    }
}
