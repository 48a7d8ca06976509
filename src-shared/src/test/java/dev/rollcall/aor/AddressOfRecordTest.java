package dev.rollcall.aor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AddressOfRecordTest {
    @Test
    void ofRow_useDomain_joinsWithoutFolding() {
        assertEquals("Alice@Example.COM", AddressOfRecord.ofRow("Alice", "Example.COM", true).text());
        assertEquals("Alice", AddressOfRecord.ofRow("Alice", "Example.COM", false).text());
        assertEquals("Alice", AddressOfRecord.ofRow("Alice", null, false).text());
    }

    @Test
    void columns_useDomain_splitAtTheFirstAt() {
        AddressOfRecord aor = new AddressOfRecord("a@b@c");
        assertEquals("a", aor.username(true));
        assertEquals("b@c", aor.domain());
        assertEquals("a@b@c", aor.username(false));
    }

    @Test
    void columns_domainOnly_haveNoUsername() {
        AddressOfRecord aor = new AddressOfRecord("example.com");
        assertEquals("", aor.username(true));
        assertEquals("example.com", aor.domain());
    }
}
