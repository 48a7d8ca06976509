package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
    private static final String MD5_RESPONSE = "0123456789abcdef0123456789abcdef";
    private static final String WHOLE = "Digest username=\"alice\", realm=\"example.com\", nonce=\"n\","
            + " uri=\"sip:example.com\", response=\"" + MD5_RESPONSE + "\", algorithm=MD5, cnonce=\"c\", qop=auth,"
            + " nc=0000000a, opaque=\"o\"";

    @Test
    void ofRealm_wholeHeader_everyParameter() {
        DigestCredentials expected = new DigestCredentials(
                Octets.of("alice"),
                Octets.of("example.com"),
                Octets.of("n"),
                Octets.of("sip:example.com"),
                Octets.of(MD5_RESPONSE),
                Optional.of(DigestAlgorithm.MD5),
                Octets.of("auth"),
                Octets.of("c"),
                Octets.of("0000000a"));
        assertEquals(expected, parsed(WHOLE));
        assertEquals(10, expected.count());
    }

    @Test
    void ofRealm_otherSpellings_sameCredentials() {
        DigestCredentials expected = (DigestCredentials) parsed(WHOLE);
        assertEquals(expected, parsed(WHOLE.replace("Digest ", "dIgEsT\t")));
        assertEquals(expected, parsed(WHOLE.replace(", ", ",")));
        assertEquals(expected, parsed(WHOLE.replace(", ", " ,\r\n ")));
        assertEquals(expected, parsed(WHOLE.replace("=", " = ")));
        assertEquals(expected, parsed(WHOLE.replace("username", "UserName")));
        assertEquals(expected, parsed(WHOLE.replace("qop=auth", "qop=\"auth\"")));
        assertEquals(expected, parsed(WHOLE.replace("algorithm=MD5", "algorithm=\"MD5\"")));
        assertEquals(expected, parsed(WHOLE.replace("\"alice\"", "\"\\al\\ice\"")));
        assertEquals(expected, parsed(WHOLE + "  "));
    }

    @Test
    void ofRealm_escapedQuoteInName_isPartOfIt() {
        DigestCredentials credentials = (DigestCredentials) parsed(WHOLE.replace("\"alice\"", "\"a\\\"l, i=c\\\\e\""));
        assertEquals(Octets.of("a\"l, i=c\\e"), credentials.username());
    }

    @Test
    void ofRealm_withoutQopAndAlgorithm_rfc2069WithMd5() {
        DigestCredentials credentials = (DigestCredentials) parsed(WHOLE
                .replace(", algorithm=MD5", "")
                .replace(", cnonce=\"c\", qop=auth, nc=0000000a", ""));
        assertEquals(Octets.EMPTY, credentials.qop());
        assertEquals(Optional.of(DigestAlgorithm.MD5), credentials.algorithm());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | Authorization without a scheme",
                "'\"x\"'                         | Authorization without a scheme",
                "Digest                          | Digest without parameters",
                "'Digest '                       | Digest parameter without name or '='",
                "Digest,                         | Digest without parameters",
                "Digest username                 | Digest parameter without name or '='",
                "'Digest ,username=a'            | Digest parameter without name or '='",
                "'Digest username=a,'            | Digest parameter without name or '='",
                "'Digest username=a;realm=b'     | Digest parameters not separated by commas",
                "'Digest username=\"a'           | Digest parameter with an unclosed quote",
                "'Digest username=\"a\\'         | Digest parameter with an unclosed quote",
                "'Digest username=\"a\", username=\"b\"'  | Digest parameter given twice",
                "'Digest username=\"a\", USERNAME=\"a\"'  | Digest parameter given twice",
                "'Digest username=\"a\"'         | Digest without realm",
                "'Digest realm=\"a\"'            | Digest without username"
            })
    void ofRealm_brokenGrammar_malformedWithCause(String value, String cause) {
        assertEquals(new Authorization.Malformed(cause), parsed(value == null ? "" : value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username=\"alice\" | username=\"\"       | Digest without username",
                "username=\"alice\" | username=\"a\u0000\" | Digest parameter with a control character",
                "username=\"alice\" | username=\"a\u009f\" | Digest parameter with a control character",
                "username=\"alice\" | username=\"a\\\u0001\" | Digest parameter with a control character",
                "nonce=\"n\"        | nonce=\"\"          | Digest without nonce",
                "0123456789abcdef\" | 0123456789abcde\"   | Digest response is not 32 hex digits",
                "0123456789abcdef\" | 0123456789abcdeg\"  | Digest response is not 32 hex digits",
                "algorithm=MD5      | algorithm=SHA-256   | Digest response is not 64 hex digits",
                "cnonce             | xnonce              | Digest with qop but without cnonce",
                "nc=0000000a        | nc=000000a          | Digest nc is not 8 hex digits",
                "nc=0000000a        | nc=0000000000000001 | Digest nc is not 8 hex digits",
                "nc=0000000a        | nc=-0000001         | Digest nc is not 8 hex digits",
                "nc=0000000a        | xc=0000000a         | Digest nc is not 8 hex digits"
            })
    void ofRealm_brokenValue_malformedWithCause(String part, String broken, String cause) {
        assertEquals(new Authorization.Malformed(cause), parsed(WHOLE.replace(part, broken)));
    }

    @Test
    void ofRealm_longestValue_acceptedOneMoreRefused() {
        String longest = "a".repeat(AuthorizationParser.MAX_VALUE_BYTES);
        assertInstanceOf(DigestCredentials.class, parsed(WHOLE.replace("alice", longest)));
        assertEquals(
                new Authorization.Malformed("Digest parameter longer than 1024 bytes"),
                parsed(WHOLE.replace("alice", longest + "a")));
    }

    @Test
    void ofRealm_mostOtherParameters_acceptedOneMoreRefused() {
        StringBuilder most = new StringBuilder(WHOLE.replace(", opaque=\"o\"", ""));
        for (int i = 0; i < AuthorizationParser.MAX_OTHER_PARAMETERS; i++) {
            most.append(", x").append(i).append("=y");
        }
        assertEquals(parsed(WHOLE), parsed(most.toString()));
        assertEquals(new Authorization.Malformed("Too many Digest parameters"), parsed(most + ", z=z"));
        assertEquals(new Authorization.Malformed("Digest parameter given twice"), parsed(WHOLE + ", OPAQUE=z"));
    }

    @Test
    void ofRealm_noBreakSpaceAndLetters_areNoControlCharacters() {
        DigestCredentials credentials = (DigestCredentials) parsed(WHOLE.replace("alice", "\u00a0\u00c2\u0142"));
        assertEquals(Octets.of("\u00a0\u00c2\u0142"), credentials.username());
    }

    @Test
    void ofRealm_cutAnywhere_isNeverTakenForTheWhole() {
        Authorization whole = parsed(WHOLE);
        int lastNeeded = WHOLE.indexOf(", opaque");
        for (int end = 0; end < lastNeeded; end++) {
            assertNotEquals(whole, parsed(WHOLE.substring(0, end)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6cGFzc3dvcmQ=", "Bearer x.y.z", "Digestive username=\"a\""})
    void ofRealm_otherScheme_absent(String value) {
        assertInstanceOf(Authorization.Absent.class, parsed(value));
    }

    @Test
    void ofRealm_severalHeaders_firstOfOurRealm() {
        String other = WHOLE.replace("example.com\"", "elsewhere.example\"");
        String second = WHOLE.replace("alice", "bob");
        assertEquals(parsed(WHOLE), ofRealm("example.com", "Basic x", other, WHOLE, second));
        assertInstanceOf(Authorization.Absent.class, ofRealm("example.com", other));
        assertInstanceOf(Authorization.Absent.class, ofRealm("EXAMPLE.com", WHOLE));
        assertInstanceOf(Authorization.Absent.class, ofRealm("example.com"));
    }

    @Test
    void ofRealm_oneOfSeveralMalformed_malformed() {
        assertInstanceOf(Authorization.Malformed.class, ofRealm("example.com", WHOLE, "Digest x"));
    }

    private static Authorization parsed(String value) {
        return ofRealm("example.com", value);
    }

    /** Each value stands inside a longer message, as a received one does. */
    private static Authorization ofRealm(String realm, String... values) {
        List<Octets> received = Arrays.stream(values)
                .map(value -> ("Digest a=b, " + value + "\", c=d").getBytes(StandardCharsets.UTF_8))
                .map(message -> Octets.of(message, 12, message.length - 6))
                .toList();
        return Authorization.ofRealm(Octets.of(realm), received);
    }
}
