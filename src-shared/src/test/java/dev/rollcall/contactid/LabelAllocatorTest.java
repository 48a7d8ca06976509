package dev.rollcall.contactid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LabelAllocatorTest {
    private static final int SLOT = 170;
    private static final int HASH = 1706;

    private final LabelAllocator labels = new LabelAllocator(
            new IdParameters(ContactIdFormat.RELEASED, 9, false, CharSign.SIGNED), new Random(1));

    private long next() {
        return labels.newRecordLabel(SLOT).orElseThrow();
    }

    @Test
    void newRecordLabel_reservedLabels_goesAboveTheLargestOfTheSlot() {
        labels.reserve(ContactId.pack(HASH, 100, 0));
        labels.reserve(ContactId.pack(SLOT, 7000, 3));
        labels.reserveLabel(ContactId.pack(HASH + 512, 5, 0));
        labels.reserve(ContactId.pack(HASH + 1, 90000, 0));
        assertEquals(7001, next());
        assertEquals(7002, next());
    }

    @Test
    void newRecordLabel_largestIsTheLast_goesRoundToFreeOnes() {
        labels.reserve(ContactId.pack(HASH, 0x7fff_fffeL, 0));
        labels.reserve(ContactId.pack(HASH, 1, 0));
        labels.reserve(ContactId.pack(HASH, 3, 0));
        assertEquals(0x7fff_ffffL, next());
        assertEquals(2, next());
        assertEquals(4, next());
    }

    @Test
    void newRecordLabel_onlyLabelsAboveTheRange_isInTheRange() {
        labels.reserve(ContactId.pack(HASH, ContactId.MAX_RECORD_LABEL, 0));
        labels.reserve(ContactId.pack(HASH, 0x8000_0000L, 0));
        assertTrue(next() <= 0x7fff_ffffL);
    }

    @Test
    void newRecordLabel_labelZeroReserved_beginsAtOne() {
        labels.reserve(ContactId.pack(HASH, 0, 1));
        assertEquals(1, next());
    }

    @Test
    void newRecordLabel_emptySlots_beginAtRandomAndNeverAtZero() {
        Set<Long> begun = ConcurrentHashMap.newKeySet();
        for (int slot = 0; slot < 512; slot++) {
            long label = labels.newRecordLabel(slot).orElseThrow();
            assertTrue(label >= 1 && label <= 0x7fff_ffffL);
            begun.add(label);
        }
        assertTrue(begun.size() > 500);
    }

    @Test
    void newRecordLabel_reservedWhileRunning_isSkipped() {
        long first = next();
        long second = first == 0x7fff_ffffL ? 1 : first + 1;
        labels.reserve(ContactId.pack(HASH, second, 9));
        assertTrue(next() != second);
    }

    @Test
    void isReserved_rejectedRowsAndZero_areKeptOff() {
        long id = ContactId.pack(HASH, 4, 5);
        assertFalse(labels.isReserved(id));
        labels.reserveLabel(id);
        assertFalse(labels.isReserved(id));
        labels.reserve(id);
        assertTrue(labels.isReserved(id));
        assertFalse(labels.isReserved(id + 1));
        assertTrue(labels.isReserved(0));
    }

    @Test
    void isReserved_manyIds_holdsExactlyThem() {
        Random random = new Random(7);
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100_000; i++) {
            long id = i % 2 == 0 ? random.nextLong() : ContactId.pack(i & 0xffff, i, i & 0x3fff);
            ids.add(id);
            labels.reserve(id);
        }
        ids.forEach(id -> assertTrue(labels.isReserved(id)));
        for (int i = 0; i < 100_000; i++) {
            long id = random.nextLong();
            assertEquals(ids.contains(id), labels.isReserved(id));
        }
    }

    @Test
    void nextContactLabel_lastIsTheLargest_goesRoundPastLabelsInUse() {
        assertEquals(6, LabelAllocator.nextContactLabel(5, label -> false).orElseThrow());
        assertEquals(0, LabelAllocator.nextContactLabel(16383, label -> false).orElseThrow());
        // OpenSIPS would hand out 0 here though a contact has it.
        assertEquals(2, LabelAllocator.nextContactLabel(16383, label -> label < 2).orElseThrow());
        assertEquals(5, LabelAllocator.nextContactLabel(5, label -> label != 5).orElseThrow());
    }

    @Test
    void nextContactLabel_allInUse_isEmpty() {
        assertTrue(LabelAllocator.nextContactLabel(5, label -> true).isEmpty());
    }

    @Test
    void firstContactLabel_always_hasFourteenBits() {
        for (int i = 0; i < 1000; i++) {
            int label = labels.firstContactLabel();
            assertTrue(label >= 0 && label <= 16383);
        }
    }

    @Test
    void newRecordLabel_fromManyThreads_neverTwice() throws Exception {
        int threads = 4;
        int each = 5000;
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            for (int i = 0; i < threads; i++) {
                executor.submit(() -> {
                    start.await();
                    for (int n = 0; n < each; n++) {
                        seen.add(next());
                    }
                    return null;
                });
            }
            start.countDown();
        } finally {
            executor.shutdown();
            assertTrue(executor.awaitTermination(60, TimeUnit.SECONDS));
        }
        assertEquals(threads * each, seen.size());
    }
}
