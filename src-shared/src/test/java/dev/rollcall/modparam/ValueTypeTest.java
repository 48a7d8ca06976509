package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
    private static final ValueType<Duration> SECONDS =
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "off, false", "on, true", "no, false", "yes, true", "ON, true"})
    void flag_eachWord_isRead(String text, boolean value) {
        assertEquals(value, ValueType.flag().read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-1", "true!", "o n", "01"})
    void flag_otherText_isRefusedWithWhatIsAllowed(String text) {
        assertEquals("allowed is 0 or 1 (or off/on, no/yes)", refusal(ValueType.flag(), text));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "16, 16", "09, 9"})
    void number_withinBounds_isRead(String text, int value) {
        assertEquals(value, ValueType.number(2, 16).read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "17", "-9", "9.0", "9 ", "0x9", "nine", "4294967305", "99999999999999999999"})
    void number_otherText_isRefusedWithItsBounds(String text) {
        assertEquals("allowed is a whole number from 2 to 16", refusal(ValueType.number(2, 16), text));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "30s, 30", "5m, 300", "2h, 7200", "1d, 86400", "1, 1"})
    void seconds_numberAndUnit_isRead(String text, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), SECONDS.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "86401", "25h", "2d", "30ms", "30S", "30 s", "-1", "1.5m", "s", "9999999999d"})
    void seconds_outOfBoundsOrUnitUnknown_isRefusedWithUnits(String text) {
        assertEquals("allowed is a time from 1s to 1d, as 30 or 30s (seconds), 5m, 2h or 1d", refusal(SECONDS, text));
    }

    @ParameterizedTest
    @CsvSource({"30, 30s", "60, 1m", "61, 61s", "3600, 1h", "86400, 1d", "0, 0"})
    void seconds_printed_readBackTheSame(long seconds, String text) {
        assertEquals(text, SECONDS.print(Duration.ofSeconds(seconds)));
    }

    @Test
    void choice_hyphensAndCase_areRead() {
        ValueType<WriteMode> type = ValueType.choice(WriteMode.class, Map.of());

        assertEquals(WriteMode.WRITE_BACK, type.read("write-back"));
        assertEquals(WriteMode.WRITE_THROUGH, type.read("Write-Through"));
        assertEquals("allowed is none | write-through | write-back", refusal(type, "write_back"));
        assertEquals("write-through", type.print(WriteMode.WRITE_THROUGH));
    }

    @Test
    void choice_refusedWord_saysWhyAndWhatInstead() {
        ValueType<CharSign> type = ValueType.choice(CharSign.class, Map.of("both", "one machine has one sign"));

        assertEquals("one machine has one sign; allowed is signed | unsigned", refusal(type, "BOTH"));
    }

    @Test
    void choiceOrAuto_auto_isNothingYet() {
        ValueType<Optional<ContactIdFormat>> type = ValueType.choiceOrAuto(ContactIdFormat.class);

        assertEquals(Optional.empty(), type.read("auto"));
        assertEquals(Optional.of(ContactIdFormat.DOCUMENTED), type.read("documented"));
        assertEquals("allowed is auto | released | documented", refusal(type, "legacy"));
        assertEquals("auto", type.print(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "a;drop", "a\"", "tab\u00e4lle", "abcdefghi"})
    void identifier_otherText_isRefused(String text) {
        assertEquals("allowed is 1 to 8 ASCII letters, digits and underscores, no digit first",
                refusal(ValueType.identifier(8), text));
    }

    @Test
    void text_controlCharacter_isRefused() {
        assertEquals("", ValueType.text(0, 3).read(""));
        assertTrue(refusal(ValueType.text(0, 3), "a\nb").startsWith("allowed is a text of 0 to 3 characters"));
        assertTrue(refusal(ValueType.text(0, 3), "abcd").startsWith("allowed is a text of 0 to 3 characters"));
    }

    private static String refusal(ValueType<?> type, String text) {
        return assertThrows(IllegalArgumentException.class, () -> type.read(text)).getMessage();
    }
}
