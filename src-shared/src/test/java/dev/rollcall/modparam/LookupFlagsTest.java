package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupFlagsTest {
    @Test
    void parse_severalFlags_areAllTaken() {
        LookupFlags flags = LookupFlags.parse("no-branches , ua-filtering=/a,b/c/,case-insensitive,extended-regexp");
        assertTrue(flags.noBranches());
        assertFalse(flags.methodFiltering());
        assertEquals("a,b/c", flags.userAgents().orElseThrow().pattern());
        assertEquals(Pattern.CASE_INSENSITIVE, flags.userAgents().orElseThrow().flags());
        assertTrue(LookupFlags.parse("method-filtering").methodFiltering());
        assertTrue(LookupFlags.parse("").userAgents().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "m | allowed is flags",
        "method-filtering, | allowed is flags",
        "method-filtering,,no-branches | allowed is flags",
        "ua-filtering=desk | allowed is flags",
        "ua-filtering=// | allowed is flags",
        "ua-filtering=/(/ | ua-filtering=/(/ is no expression",
        "global | global is not served: it needs a cluster",
        "max-ping-latency=1000 | max-ping-latency=1000 is not served: contacts are not pinged"})
    void parse_whatIsNoFlagHere_isRefusedWithTheReason(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> LookupFlags.parse(text)).getMessage();
        assertTrue(message.startsWith(reason), message);
    }
}
