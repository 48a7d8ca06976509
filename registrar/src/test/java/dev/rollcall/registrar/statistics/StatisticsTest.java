package dev.rollcall.registrar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
    @Test
    void values_always_areAskedForAnewAndInOrder() {
        AtomicLong contacts = new AtomicLong(3);
        Statistics statistics = new Statistics();
        statistics.add("usrloc:location-contacts", contacts::get);
        statistics.add("repair:rows_left", () -> 7);
        assertEquals(3, statistics.values().get("usrloc:location-contacts"));
        contacts.set(4);
        assertEquals(4, statistics.values().get("usrloc:location-contacts"));
        assertEquals(List.of("repair:rows_left", "usrloc:location-contacts"),
                List.copyOf(statistics.values().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "contacts", "usrloc:", ":contacts", "Usrloc:contacts", "a:b:c", "usrloc:con tacts"})
    void add_nameOfAnotherForm_refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Statistics().add(name, () -> 0));
    }

    @Test
    void add_nameThatIsThere_refused() {
        Statistics statistics = new Statistics();
        statistics.add("usrloc:registered_users", () -> 1);
        assertThrows(IllegalArgumentException.class, () -> statistics.add("usrloc:registered_users", () -> 2));
        assertEquals(1, statistics.values().get("usrloc:registered_users"));
    }
}
