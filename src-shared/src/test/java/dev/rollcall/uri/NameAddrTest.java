package dev.rollcall.uri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in headers and in the path column. */
class NameAddrTest {
    @Test
    void parse_allParts_areFound() {
        NameAddr address = one("  \"A \\\"b\\\", c\"  <sip:a@h;x=1>  ; tag = t1;p=\"q \\\\ r\";flag ; v6=[::1]"
                + ";received=2001:db8::1 ");
        assertEquals("\"A \\\"b\\\", c\"", address.display());
        assertEquals("sip:a@h;x=1", address.uriText());
        assertEquals("h", address.uri().orElseThrow().host());
        assertTrue(address.bracketed());
        assertEquals("t1", address.parameter("TAG").orElseThrow().value());
        assertEquals("q \\ r", address.parameter("p").orElseThrow().unquoted());
        assertEquals(new Parameter("flag", null), address.parameter("flag").orElseThrow());
        assertEquals("[::1]", address.parameter("v6").orElseThrow().value());
        assertEquals("2001:db8::1", address.parameter("received").orElseThrow().value());
        assertEquals(Optional.empty(), address.parameter("x"));
    }

    @Test
    void parse_displayNameOfTokens_keepsItsSpaces() {
        assertEquals("Alice  van B.", one("Alice  van B.  <sip:a@h>").display());
        assertEquals("", one("<sip:a@h>").display());
        assertEquals("", one("sip:a@h").display());
    }

    @Test
    void parse_uriOfAnotherScheme_isKeptAsText() {
        NameAddr address = one("<tel:+1-202-555>;tag=x");
        assertEquals("tel:+1-202-555", address.uriText());
        assertEquals(Optional.empty(), address.uri());
    }

    @Test
    void parse_emptyQuotedValue_isEmptyText() {
        assertEquals("", one("<sip:a@h>;x=\"\"").parameter("x").orElseThrow().unquoted());
    }

    @Test
    void parseList_path_keepsItsOrder() {
        List<NameAddr> path = NameAddr.parseList("<sip:p1@h;lr>,\"x,y\" <sips:p2@i;lr> , <sip:p3>").orElseThrow();
        assertEquals(List.of("sip:p1@h;lr", "sips:p2@i;lr", "sip:p3"), path.stream().map(NameAddr::uriText).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", ",", "<sip:a@h>,", ",<sip:a@h>", "<sip:a@h>,,<sip:b@h>", "<sip:a@h> <sip:b@h>",
        "<sip:a@h>\r\nX: y", "<sip:a@h>\n", "<sip:a@h\r\n>", "\"a\r\n\" <sip:a@h>", "<sip:a@h>;x=\"\r\n\"",
        "sip:a@h\r\n"})
    void parseList_malformed_isNothing(String text) {
        assertTrue(NameAddr.parseList(text).isEmpty());
    }

    @Test
    void parse_moreParametersThanTheLimit_isNothing() {
        StringBuilder text = new StringBuilder("<sip:a@h>");
        for (int i = 0; i < ParameterScanner.MAX_PARAMETERS; i++) {
            text.append(";p").append(i);
        }
        assertTrue(parse(text.toString()).isPresent());
        assertFalse(parse(text + ";more").isPresent());
    }

    private static NameAddr one(String text) {
        return parse(text).orElseThrow();
    }

    private static Optional<NameAddr> parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return NameAddr.parse(bytes, 0, bytes.length);
    }
}
