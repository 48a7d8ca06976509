package dev.rollcall.registrar.sip;

import static dev.rollcall.registrar.sip.Messages.fault;
import static dev.rollcall.registrar.sip.Messages.instead;
import static dev.rollcall.registrar.sip.Messages.parse;
import static dev.rollcall.registrar.sip.Messages.request;
import static dev.rollcall.registrar.sip.Messages.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser reads out of a request, and what it refuses, each rule by itself. */
class SipParserTest {
    @Test
    void parse_register_hasAllThatItSays() {
        SipRequest request = request(Messages.REGISTER);
        assertEquals("REGISTER", request.method());
        assertEquals("sip:registrar.example.com", request.requestUriText());
        assertEquals("registrar.example.com", request.requestUri().orElseThrow().host());
        assertEquals("\"Alice\"", request.from().display());
        assertEquals(Optional.of("a1"), request.fromTag());
        assertEquals("sip:alice@example.com", request.to().uriText());
        assertEquals(Optional.empty(), request.toTag());
        assertEquals("call@192.0.2.9", request.callId().toString());
        assertEquals(1, request.cseq());
        assertEquals("UDP", request.topVia().transport());
        assertEquals("192.0.2.9", request.topVia().host());
        assertEquals(5062, request.topVia().port());
        assertEquals(Optional.of("z9hG4bK1"), request.topVia().branch());
        assertTrue(request.topVia().wantsSourcePort());
        assertEquals(OptionalLong.empty(), Parsed.expires(request).value());
        assertEquals(new Contacts(false, List.of()), Contacts.of(request).value());
    }

    @Test
    void header_anyCaseAndCompactForm_isFound() {
        SipRequest request = request(
                with("K: path, outbound", "supported:", "SUPPORTED :\tgruu ", "X-Custom: \"a, b\"", "x-custom: c"));
        assertEquals(Optional.of("path, outbound"), request.header("Supported"));
        assertEquals(List.of("path, outbound", "", "gruu"), request.headers("supported"));
        assertEquals(List.of("path", "outbound", "gruu"), request.tokens("k"));
        assertEquals(List.of("\"a, b\"", "c"), request.headers("X-CUSTOM"));
        assertEquals(Optional.empty(), request.header("X-Other"));
        assertEquals(Optional.empty(), request.header("Path"));
    }

    @Test
    void header_folded_isJoinedByOneSpace() {
        SipRequest request = request(with("Subject: pick up the phone  \r\n \t  and\r\n\t\r\n dial"));
        assertEquals(Optional.of("pick up the phone and dial"), request.header("Subject"));
    }

    @Test
    void header_foldedBodyBehind_staysAsItIs() {
        String message = with("Subject: a\r\n b").replace("Length: 0\r\n\r\n", "Length: 8\r\n\r\na\r\n b\r\n\r\n");
        assertEquals(8, request(message).table().bodyEnd - request(message).table().bodyStart);
        assertEquals("Body Shorter Than Content-Length", fault(message.substring(0, message.length() - 3)));
    }

    @Test
    void retained_sourceOverwritten_staysTheSame() {
        byte[] bytes = ("##" + with("X: y", "Contact: <sip:a@b>")).getBytes(StandardCharsets.UTF_8);
        SipRequest request = assertInstanceOf(SipRequest.class, Messages.PARSER.parse(bytes, 2, bytes.length - 2));
        SipRequest retained = request.retained();
        assertNotSame(request, retained);
        assertSame(retained, retained.retained());
        Arrays.fill(bytes, (byte) '#');
        assertEquals("sip:registrar.example.com", retained.requestUriText());
        assertEquals("call@192.0.2.9", retained.callId().toString());
        assertEquals(Optional.of("y"), retained.header("x"));
        assertEquals(Optional.of("z9hG4bK1"), retained.topVia().branch());
        assertEquals("sip:a@b", Contacts.of(retained).value().contacts().get(0).uriText());
        assertEquals(1, retained.cseq());
    }

    @Test
    void retained_foldedMessage_needsNoCopy() {
        SipRequest request = request(with("Subject: a\r\n b"));
        assertSame(request, request.retained());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "REGISTER  sip:h SIP/2.0", "REGISTER sip:h  SIP/2.0", "REGISTER sip:h SIP/2.0 ", " REGISTER sip:h SIP/2.0",
        "REGISTER sip:h", "REGISTER", "REGISTER sip:h SIP/2", "REGISTER sip:h SIP/2.", "REGISTER sip:h SIP/.0",
        "REGISTER\tsip:h SIP/2.0", "REGISTER sip:h HTTP/1.1", "REG@STER sip:h SIP/2.0", "REGISTER sip:h SIP / 2.0",
        "REGISTER sip:h SIP/2.0x", ""})
    void parse_startLineOfAnotherForm_isRefused(String line) {
        String fault = fault(Messages.REGISTER.replaceFirst("^[^\r]*", line).replaceFirst("^\r\n", "X\r\n"));
        assertEquals("Malformed Start Line", fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<sip:h>", "sip:", "sip:a@", "h", "sip:h?a=b", "sip:a@h;p=", ":x", "1x:y", "tel:", "\"sip:h\""})
    void parse_requestUriThatIsNone_isRefused(String uri) {
        assertEquals("Malformed Request-URI", fault(Messages.REGISTER.replace("sip:registrar.example.com", uri)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip/2.0", "SiP/2.0"})
    void parse_versionInAnyCase_isAccepted(String version) {
        assertEquals("ok", fault(Messages.REGISTER.replace("com SIP/2.0", "com " + version)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/1.0", "SIP/2.1", "SIP/3.0", "SIP/20.0", "SIP/02.0", "SIP/2.00"})
    void parse_anotherVersion_isRefusedWithItsOwnAnswer(String version) {
        MalformedMessage message = assertInstanceOf(
                MalformedMessage.class, parse(Messages.REGISTER.replace("com SIP/2.0", "com " + version)));
        assertEquals(505, message.fault().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "No colon", ": no name", "Na me: x", "Näme: x", "Name\u0001: x", "Name: \u0001", "Name: a\u0000b",
        "Name: \u007f", "Name: a\rb", "Name: a\nb", "Name: \\\r", "\"Name\": x", "X"})
    void parse_lineThatIsNoHeader_isRefused(String line) {
        assertEquals("Malformed Header Line", fault(with(line)));
    }

    @Test
    void parse_controlCharactersBehindABackslash_pass() {
        assertEquals("ok", fault(with("Name: \"\\\u0001\\\u0000\\\u007f\"")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17})
    void parse_oddByteAnywhereInALine_isSeen(int at) {
        String value = "x".repeat(at) + "\u0002" + "y".repeat(17 - at);
        assertEquals("Malformed Header Line", fault(with("N: " + value)));
        String tabbed = 'z' + value.replace('\u0002', '\t') + 'z';
        assertEquals(Optional.of(tabbed), request(with("N: " + tabbed)).header("N"));
        String accented = value.replace('\u0002', 'é');
        assertEquals(Optional.of(accented), request(with("N: " + accented)).header("N"));
    }

    @Test
    void parse_bytesThatAreNoUtf8_areRefused() {
        byte[] latin1 = with("Subject: \u00e9").getBytes(StandardCharsets.ISO_8859_1);
        MalformedMessage message = assertInstanceOf(MalformedMessage.class, parse(latin1));
        assertEquals("Headers Are Not UTF-8", message.fault().reason());
    }

    @Test
    void parse_bodyThatIsNoUtf8_passes() {
        String message = Messages.REGISTER.replace("Length: 0", "Length: 1") + "\u00e9";
        assertInstanceOf(SipRequest.class, parse(message.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void parse_lineFeedsAlone_isRefused() {
        assertEquals("Malformed Header Line", fault(Messages.REGISTER.replace("\r\n", "\n")));
    }

    @Test
    void parse_noEmptyLine_isRefused() {
        assertEquals("Headers Without End", fault(Messages.REGISTER.substring(0, Messages.REGISTER.length() - 2)));
    }

    @Test
    void parse_emptyLinesBefore_areIgnored() {
        assertEquals("ok", fault("\r\n\r\n" + Messages.REGISTER));
    }

    @ParameterizedTest
    @CsvSource({"Via", "From", "To", "Call-ID", "CSeq"})
    void parse_mandatoryHeaderMissing_isRefused(String name) {
        assertEquals("Missing " + name, fault(instead(name, "")));
    }

    @Test
    void parse_maxForwardsMissing_isAccepted() {
        assertEquals("ok", fault(instead("Max-Forwards", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "From | f: <sip:b@h>", "To | t: <sip:b@h>", "Call-ID | i: x", "CSeq | CSeq: 1 REGISTER",
        "Max-Forwards | max-forwards: 70", "Content-Length | l: 0"})
    void parse_singleHeaderTwice_isRefused(String name, String second) {
        assertEquals("More Than One " + name, fault(with(second)));
    }

    @Test
    void parse_expiresTwice_isRefused() {
        assertEquals("More Than One Expires", fault(with("Expires: 1", "EXPIRES: 1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "1", "REGISTER", "1 ", "-1 REGISTER", "1REGISTER", "2147483648 REGISTER", "4294967295 REGISTER",
        "99999999999999999999999 REGISTER", "1 REGISTER x", "1.0 REGISTER", "0x1 REGISTER", "1 REG/STER"})
    void parse_cseqMalformed_isRefused(String value) {
        assertEquals("Malformed CSeq", fault(instead("CSeq", "CSeq: " + value)));
    }

    @ParameterizedTest
    @CsvSource({"0 REGISTER, 0", "2147483647 REGISTER, 2147483647", "0000000000000000000012 \t REGISTER, 12"})
    void parse_cseqWithinItsRange_isRead(String value, long number) {
        assertEquals(number, request(instead("CSeq", "CSeq: " + value)).cseq());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 OPTIONS", "1 register", "1 REGISTER2"})
    void parse_cseqOfAnotherMethod_isRefused(String value) {
        assertEquals("CSeq Method Differs", fault(instead("CSeq", "CSeq: " + value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a@", "@b", "a@b@c", "é", "a,b", "a;b"})
    void parse_callIdMalformed_isRefused(String value) {
        assertEquals("Malformed Call-ID", fault(instead("Call-ID", "Call-ID: " + value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "256", "x", "", "1 2", "99999999999999999999"})
    void parse_maxForwardsMalformed_isRefused(String value) {
        assertEquals("Malformed Max-Forwards", fault(instead("Max-Forwards", "Max-Forwards: " + value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1 2", "1.0", "99999999999999999999"})
    void parse_contentLengthMalformed_isRefused(String value) {
        assertEquals("Malformed Content-Length", fault(instead("Content-Length", "Content-Length: " + value)));
    }

    @Test
    void parse_bodyLengths_areJudgedByContentLength() {
        assertEquals("ok", fault(Messages.REGISTER + "more than announced"));
        String shortBody = Messages.REGISTER.replace("Length: 0", "Length: 5") + "four";
        assertEquals("Body Shorter Than Content-Length", fault(shortBody));
        assertEquals("Message Too Large", fault(Messages.REGISTER.replace("Length: 0", "Length: 65536")));
        assertEquals("ok", fault(instead("Content-Length", "") + "whatever there is"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "*", "<sip:a@h>, <sip:b@h>", "sip:a@h?x=y", "<sip:a@h", "sip:a@h>", "<<sip:a@h>>", "\"A <sip:a@h>",
        "A B", "<sip:a@h> x", "<sip:a@h>;tag", "<sip:a@h>;tag=", "<sip:a@h>;tag=\"t\"", "<sip:a@h>;tag=t;tag=u",
        "<sip:a@h>;", "<sip:a@h>;;x", "Ä <sip:a@h>", "< sip:a@h>", "<>", "<sip:>", "sip:a;b@h"})
    void parse_addressMalformed_isRefused(String value) {
        assertEquals("Malformed From", fault(instead("From", "From: " + value)));
        assertEquals("Malformed To", fault(instead("To", "To: " + value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "SIP/2.0/UDP", "SIP/2.0 h", "SIP/2.0/ h", "/2.0/UDP h", "SIP/2.0/UDPh", "SIP/2.0/UDP h:",
        "SIP/2.0/UDP h:x", "SIP/2.0/UDP h:65536", "SIP/2.0/UDP h;", "SIP/2.0/UDP h;branch", "SIP/2.0/UDP h;branch=",
        "SIP/2.0/UDP h;branch=a;branch=b", "SIP/2.0/UDP [::1", "SIP/2.0/UDP h i", "SIP/2.0/UDP h;branch=\"b\"",
        "SIP/2.0/UDP -h", "SIP/2.0/UDP h:99999999999999999999"})
    void parse_topViaMalformed_isRefusedWithoutAnswer(String value) {
        MalformedMessage message = assertInstanceOf(MalformedMessage.class, parse(instead("Via", "Via: " + value)));
        assertEquals("Malformed Via", message.fault().reason());
        assertEquals(Optional.empty(), message.answerable());
    }

    @Test
    void parse_lowerVia_isNotLookedAt() {
        assertEquals("ok", fault(with("Via: whatever ;;; it is")));
    }

    @Test
    void parse_limits_areKept() {
        SipParser small = new SipParser(Messages.REGISTER.length(), 7);
        byte[] exact = Messages.REGISTER.getBytes(StandardCharsets.UTF_8);
        assertInstanceOf(SipRequest.class, small.parse(exact, 0, exact.length));
        byte[] longer = Messages.REGISTER.replace("70", "070").getBytes(StandardCharsets.UTF_8);
        MalformedMessage tooLarge = assertInstanceOf(MalformedMessage.class, small.parse(longer, 0, longer.length));
        assertEquals(513, tooLarge.fault().status());
        byte[] more = with("A: b").getBytes(StandardCharsets.UTF_8);
        MalformedMessage tooMany = assertInstanceOf(
                MalformedMessage.class, new SipParser(1000, 7).parse(more, 0, more.length));
        assertEquals("Too Many Header Fields", tooMany.fault().reason());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3600, 3600", "4294967295, 4294967295", "007, 7"})
    void expires_withinItsRange_isRead(String value, long seconds) {
        assertEquals(OptionalLong.of(seconds), Parsed.expires(request(with("Expires: " + value))).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "-1", "4294967296", "1e3", "3600s", "Thu, 01 Dec 1994 16:00:00 GMT", "9999999999999999999999"})
    void expires_outsideItsRange_isAFault(String value) {
        assertEquals("Malformed Expires", Parsed.expires(request(with("Expires: " + value))).fault());
    }
}
