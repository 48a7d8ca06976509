package dev.rollcall.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {
    @Test
    void parse_dateTime_everyPart() {
        assertEquals(LocalDateTime.of(2026, 11, 30, 23, 59, 58), DateTimeText.parse("2026-11-30 23:59:58"));
        assertEquals(LocalDateTime.of(1900, 1, 1, 0, 0, 1), DateTimeText.parse("1900-01-01 00:00:01.999999"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "", "0000-00-00 00:00:00", "2026-02-31 00:00:00", "2026-01-01 24:00:00", "2026-01-01", "2026-01-01T00:00:00",
        "2026-01-01 00:00:00+01", "infinity", "1795254707", "٢٠٢٦-01-01 00:00:00"
    })
    void parse_anythingElse_null(String text) {
        assertNull(DateTimeText.parse(text));
    }

    @Test
    void format_fractionOfASecond_cutOff() {
        assertEquals("0999-01-02 03:04:05", DateTimeText.format(LocalDateTime.of(999, 1, 2, 3, 4, 5, 999_999_999)));
    }
}
