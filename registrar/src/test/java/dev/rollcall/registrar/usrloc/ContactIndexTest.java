package dev.rollcall.registrar.usrloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContactIndexTest {
    private final ContactIndex index = new ContactIndex();

    @Test
    void putRemoveGet_atRandom_behavesAsAMap() {
        Random random = new Random(42);
        Map<Long, Contact> expected = new HashMap<>();
        for (int round = 0; round < 200_000; round++) {
            // few IDs, so that gaps close over neighbours; growing first, shrinking at the end
            long id = random.nextInt(4000) * (1L << 14);
            if (random.nextInt(100) < (round < 100_000 ? 60 : 40)) {
                Contact contact = contact(id);
                expected.put(id, contact);
                index.put(contact);
            } else {
                expected.remove(id);
                index.remove(id);
            }
            assertSame(expected.get(id), index.get(id));
            assertEquals(expected.size(), index.size());
        }
        expected.forEach((id, contact) -> assertSame(contact, index.get(id)));
        assertEquals(new HashSet<>(expected.values()), new HashSet<>(Arrays.asList(index.toArray())));
        for (long id : expected.keySet()) {
            index.remove(id);
            assertNull(index.get(id));
        }
        assertEquals(0, index.size());
    }

    @Test
    void put_sameIdAgain_replaces() {
        index.put(contact(7));
        Contact second = contact(7);
        index.put(second);

        assertSame(second, index.get(7));
        assertEquals(1, index.size());
    }

    private static Contact contact(long id) {
        return new Contact(id, "alice", "sip:alice@h", Registrations.binding("a", 1, 0, -1));
    }
}
