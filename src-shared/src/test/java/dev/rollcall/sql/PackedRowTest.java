package dev.rollcall.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedRowTest {
    @Test
    void split_valuesNullsAndEmptyTexts_asTheyWere() {
        assertArrayEquals(new String[] {"a", null, "", "b c"}, PackedRow.split("\u001ea\u001f\u001e\u001eb c", 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u001ea\u001eb\u001ec\u001ed", // a mark too many, whichever text it is in
        "\u001ea\u001f\u001f\u001f",
        "\u001ea\u001eb",
        ""
    })
    void split_otherNumberOfMarks_refused(String packed) {
        assertNull(PackedRow.split(packed, 3));
    }
}
