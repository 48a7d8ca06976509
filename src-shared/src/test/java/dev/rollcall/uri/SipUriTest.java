package dev.rollcall.uri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of SIP URIs and their comparison. */
class SipUriTest {
    @Test
    void parse_everyComponent_isFound() {
        SipUri uri = SipUri.parse("SIPS:al%69ce;x=1?y:p%20w@[2001:db8::1]:5061;transport=tcp;lr?Subject=a%20b&to=sip:x")
                .orElseThrow();
        assertTrue(uri.isSecure());
        assertEquals("al%69ce;x=1?y", uri.user());
        assertEquals(Optional.of("alice;x=1?y"), uri.unescapedUser());
        assertEquals(Optional.of("p%20w"), uri.password());
        assertEquals("[2001:db8::1]", uri.host());
        assertEquals(5061, uri.port());
        assertEquals(List.of(new Parameter("transport", "tcp"), new Parameter("lr", null)), uri.parameters());
        assertEquals(Optional.of(new Parameter("lr", null)), uri.parameter("LR"));
        assertEquals(List.of(new Parameter("Subject", "a%20b"), new Parameter("to", "sip:x")), uri.headers());
    }

    @Test
    void parse_userOfSeveralBytesACharacter_leavesTheRestInPlace() {
        SipUri uri = SipUri.parse("sip:j\u00fcr\ud83d\ude00:pw@h.example:5070;a=1;b?c=d&e=").orElseThrow();
        assertEquals("j\u00fcr\ud83d\ude00", uri.user());
        assertEquals(Optional.of("pw"), uri.password());
        assertEquals("h.example", uri.host());
        assertEquals(5070, uri.port());
        assertEquals(List.of(new Parameter("a", "1"), new Parameter("b", null)), uri.parameters());
        assertEquals(List.of(new Parameter("c", "d"), new Parameter("e", "")), uri.headers());
    }

    @Test
    void parse_hostAlone_hasNothingElse() {
        SipUri uri = SipUri.parse("sip:example.com").orElseThrow();
        assertFalse(uri.isSecure());
        assertEquals("", uri.user());
        assertEquals(Optional.empty(), uri.password());
        assertEquals(-1, uri.port());
        assertEquals(List.of(), uri.parameters());
        assertEquals(List.of(), uri.headers());
        assertEquals("sip:example.com", uri.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sip:a@h", "sip:a:@h", "sip:a:b@h", "sip:+1-212-555-1212:1234@gateway.com;user=phone", "sip:1212@h;x=[::1]",
        "sip:jürgen@example.com", "sip:a@h.", "sip:a@a.b.c.", "sip:a@192.0.2.255:65535", "sip:a@[::]",
        "sip:a@[::ffff:192.0.2.1]", "sip:a@[1:2:3:4:5:6:7:8]", "sip:a@[1:2:3:4:5:6:192.0.2.1]", "sip:a@[1::8]",
        "sip:a@my_phone", "sip:a@3f2a9c", "sip:a@h;pn-prid=a:b/c", "sip:a@h?x=", "sip:a@h:5060;p?h=v&h=w",
        "sip:%00@h", "sip:a@1and1.de"})
    void parse_whatTheGrammarAllows_isAccepted(String text) {
        assertEquals(Optional.of(text), SipUri.parse(text).map(SipUri::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "sip", "sip:", "sips:", "sip:@h", "sip::p@h", "sip:a@", "sip:a@h@i", "tel:+1", "http://h", "sipx:a@h",
        " sip:a@h", "sip:a@h ", "sip:a b@h", "sip:a\"b@h", "sip:a%4@h", "sip:a%zz@h", "sip:a@h:", "sip:a@h:x",
        "sip:a@h:65536", "sip:a@h:99999999999", "sip:a@-h", "sip:a@h-", "sip:a@h..i", "sip:a@.h", "sip:a@256.0.0.1",
        "sip:a@1.2.3", "sip:a@1.2.3.4.5", "sip:a@1.2.3.4.", "sip:a@[::1", "sip:a@::1", "sip:a@[1:2:3:4:5:6:7]",
        "sip:a@[1:2:3:4:5:6:7:8:9]", "sip:a@[1::2::3]", "sip:a@[:1]", "sip:a@[1:]", "sip:a@[:::]",
        "sip:a@[12345::]", "sip:a@[fe80::1%25eth0]", "sip:a@[1:2:3:4:5:6:7:192.0.2.1]", "sip:a@h;", "sip:a@h;;a",
        "sip:a@h;=v", "sip:a@h;a=", "sip:a@h;a;A=1", "sip:a@h;a=b=c", "sip:a@h?", "sip:a@h?a", "sip:a@h?=v",
        "sip:a@h?a=b&", "sip:a@h?a=b;c", "sip:a@h\r\n", "sip:a@hü", "sip:a@h;ü", "sip:a@[]"})
    void parse_whatTheGrammarForbids_isRefused(String text) {
        assertEquals(Optional.empty(), SipUri.parse(text).map(SipUri::toString));
    }

    @Test
    void parse_moreParametersThanTheLimit_isRefused() {
        StringBuilder uri = new StringBuilder("sip:a@h");
        for (int i = 0; i < SipUriScanner.MAX_PARTS; i++) {
            uri.append(";p").append(i);
        }
        assertTrue(SipUri.parse(uri.toString()).isPresent());
        assertTrue(SipUri.parse(uri + ";more").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:%00a@h", "sip:%7f@h", "sip:%c3%bc@h", "sip:%1F@h"})
    void unescapedUser_escapeThatOpenSipsRefuses_isNothing(String text) {
        assertEquals(Optional.empty(), SipUri.parse(text).orElseThrow().unescapedUser());
    }

    @Test
    void unescapedUser_boundsOfWhatIsUnescaped_areResolved() {
        assertEquals(Optional.of(" ~%"), SipUri.parse("sip:%20%7e%25@h").orElseThrow().unescapedUser());
        assertEquals(Optional.of("jürgen"), SipUri.parse("sip:j\u00fcrgen@h").orElseThrow().unescapedUser());
    }

    @ParameterizedTest
    @CsvSource({
        "sip:%61lice@atlanta.com;transport=TCP, sip:alice@AtLanTa.CoM;Transport=tcp",
        "sip:carol@chicago.com, sip:carol@chicago.com;newparam=5",
        "sip:carol@chicago.com;security=on, sip:carol@chicago.com;newparam=5",
        "sip:h;transport=tcp;method=REGISTER?to=sip:bob%40h, sip:h;method=REGISTER;transport=tcp?to=sip:bob%40h",
        "sip:a@h?subject=p%20x&priority=urgent, sip:a@h?priority=urgent&Subject=p%20x",
        "sip:a@h:05060, sip:a@h:5060",
        "sip:a@h;x=%41b, sip:a@h;x=aB",
        "sip:a%c3%bc@h, sip:aü@h"})
    void matches_equivalentUris_isTrueBothWays(String left, String right) {
        assertTrue(uri(left).matches(uri(right)));
        assertTrue(uri(right).matches(uri(left)));
    }

    @ParameterizedTest
    @CsvSource({
        "SIP:ALICE@AtLanTa.CoM;Transport=udp, sip:alice@AtLanTa.CoM;Transport=UDP",
        "sip:bob@biloxi.com, sip:bob@biloxi.com:5060",
        "sip:bob@biloxi.com, sip:bob@biloxi.com;transport=udp",
        "sip:bob@biloxi.com, sip:bob@biloxi.com:6000;transport=tcp",
        "sip:carol@chicago.com, sip:carol@chicago.com?Subject=next%20meeting",
        "sip:bob@phone21.boxesbybob.com, sip:bob@192.0.2.4",
        "sip:a@h, sips:a@h", "sip:a@h, sip:h", "sip:a:p@h, sip:a@h", "sip:a:@h, sip:a@h", "sip:a:p@h, sip:a:P@h",
        "sip:a@h;user=ip, sip:a@h", "sip:a@h;ttl=1, sip:a@h", "sip:a@h;method=INVITE, sip:a@h", 
       "sip:a@h;maddr=i, sip:a@h",
        "sip:a@h;x=1, sip:a@h;x=2", "sip:a@h;x, sip:a@h;x=1", "sip:a%3Bb@h, sip:a;b@h", "sip:a%25b@h, sip:a%2525b@h",
        "sip:a@h?x=1&x=1, sip:a@h?x=1&x=2", "sip:a@h?x=a, sip:a@h?x=A"})
    void matches_differentUris_isFalseBothWays(String left, String right) {
        assertFalse(uri(left).matches(uri(right)));
        assertFalse(uri(right).matches(uri(left)));
    }

    private static SipUri uri(String text) {
        return SipUri.parse(text).orElseThrow();
    }
}
