package dev.rollcall.registrar.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainSetTest {
    private static final DomainSet DOMAINS = new DomainSet(List.of(
            new Domain("example.com", false), new Domain("Example.ORG", true), new Domain("[2001:db8::1]", false),
            new Domain("example.com", false)));

    @ParameterizedTest
    @CsvSource({
        "example.com, true", "EXAMPLE.com, true", "sip.example.com, false", "example.org, true",
        "sip.example.org, true", "a.b.EXAMPLE.org, true", "badexample.org, false", "org, false", "com, false",
        "[2001:DB8::1], true", "'', false", "., false", "example.org., false"})
    void contains_aDomainInAnyCase_andWhatIsBelowOneThatTakesItIn(String domain, boolean contained) {
        assertEquals(contained, contains(DOMAINS, domain));
    }

    @Test
    void contains_ofManyDomains_eachAndNoOther() {
        DomainSet many = new DomainSet(
                IntStream.range(0, 5_000).mapToObj(i -> new Domain("d" + i + ".example", false)).toList());
        assertEquals(5_000, many.size());
        assertTrue(IntStream.range(0, 5_000).allMatch(i -> contains(many, "D" + i + ".example")));
        assertTrue(IntStream.range(5_000, 9_000).noneMatch(i -> contains(many, "d" + i + ".example")));
    }

    @Test
    void contains_inNoDomains_nothing() {
        DomainSet none = new DomainSet(List.of());
        assertFalse(contains(none, "example.com"));
        assertEquals(0, none.size());
    }

    private static boolean contains(DomainSet domains, String domain) {
        byte[] bytes = ("@" + domain + ":5060").getBytes(StandardCharsets.UTF_8);
        return domains.contains(bytes, 1, bytes.length - 5);
    }
}
