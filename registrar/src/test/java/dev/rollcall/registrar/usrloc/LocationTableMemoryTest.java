package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.removeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How many bytes outside the heap contacts take: a count, so that no machine is too slow for it. */
class LocationTableMemoryTest {
    private static final int CONTACTS = 100_000;
    /** 64 bytes for an AOR, 160 for its contact, and what is not used yet of 64 pages of 128 KiB. */
    private static final long MAX_BYTES_PER_CONTACT = 64 + 160 + 84;

    private final LocationTable table =
            Registrations.table(new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED));

    @Test
    void contactsThatComeAndGo_takeNoMoreThanTheirBound() {
        System.gc();
        long before = bytesOutsideTheHeap();
        register(1);
        requireSettled(before + CONTACTS * MAX_BYTES_PER_CONTACT);

        for (int i = 0; i < CONTACTS; i++) {
            table.save(removeAll(aor(i), "call", 2), NOW);
        }
        assertEquals(0, table.size());
        register(3);
        requireSettled(before + CONTACTS * MAX_BYTES_PER_CONTACT);
    }

    /** Waits until what was given up, as pages that were too short, has been collected too. */
    private static void requireSettled(long limit) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (bytesOutsideTheHeap() > limit && System.nanoTime() < deadline) {
            System.gc();
            Thread.onSpinWait();
        }
        long bytes = bytesOutsideTheHeap();
        assertTrue(bytes <= limit, bytes + " bytes outside the heap, " + limit + " allowed");
    }

    private void register(int cseq) {
        for (int i = 0; i < CONTACTS; i++) {
            String uri = "sip:user" + i + "@192.0.2.77:50600";
            table.save(one(aor(i), uri, "call-" + i + "@192.0.2.1", cseq, NOW + 60), NOW);
        }
        assertEquals(CONTACTS, table.size());
    }

    private static String aor(int i) {
        return "user" + i + "@bench.test";
    }

    private static long bytesOutsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst().orElseThrow().getTotalCapacity();
    }
}
