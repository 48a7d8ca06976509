package dev.rollcall.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSorterTest {
    private static final int MEMORY = 2 << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 1000, 60_000, 700_000})
    void sorted_randomRecords_allOfThemInTheOrderOfTheirBytes(int count) {
        Random random = new Random(count);
        List<byte[]> expected = new ArrayList<>();
        try (RecordSorter sorter = new RecordSorter(new SpillDirectory(directory), MEMORY)) {
            for (int i = 0; i < count; i++) {
                byte[] record = new byte[random.nextInt(200) == 0 ? random.nextInt(5000) : random.nextInt(30)];
                random.nextBytes(record);
                expected.add(record);
                sorter.add(ByteBuffer.wrap(record));
            }
            expected.sort(Arrays::compareUnsigned);
            RecordCursor sorted = sorter.sorted();
            for (byte[] record : expected) {
                assertEquals(ByteBuffer.wrap(record), sorted.next());
            }
            assertNull(sorted.next());
        }
    }

    @Test
    void sorted_recordsAsLongAsABlock_comeBackWhole() {
        try (RecordSorter sorter = new RecordSorter(new SpillDirectory(directory), MEMORY)) {
            for (int i = 9; i >= 0; i--) {
                byte[] record = new byte[RecordSorter.MAX_RECORD_BYTES - i];
                Arrays.fill(record, (byte) i);
                sorter.add(ByteBuffer.wrap(record));
            }
            RecordCursor sorted = sorter.sorted();
            for (int i = 0; i < 10; i++) {
                ByteBuffer record = sorted.next();
                assertEquals(RecordSorter.MAX_RECORD_BYTES - i, record.remaining());
                assertEquals((byte) i, record.get(record.limit() - 1));
            }
        }
    }

    @Test
    void sorted_moreRunsThanAreMergedAtATime_nothingLost() {
        // two records of a megabyte fill the memory: 150 runs
        int count = 150;
        try (RecordSorter sorter = new RecordSorter(new SpillDirectory(directory), MEMORY)) {
            byte[] filler = new byte[RecordSorter.MAX_RECORD_BYTES];
            for (int i = 0; i < count; i++) {
                ByteBuffer.wrap(filler).putInt(i * 7919 % count);
                sorter.add(ByteBuffer.wrap(filler));
            }
            RecordCursor sorted = sorter.sorted();
            for (int i = 0; i < count; i++) {
                assertEquals(i, sorted.next().getInt());
            }
            assertNull(sorted.next());
        }
    }

    @Test
    void add_recordLongerThanABlock_refused() {
        try (RecordSorter sorter = new RecordSorter(new SpillDirectory(directory), MEMORY)) {
            ByteBuffer record = ByteBuffer.allocate(RecordSorter.MAX_RECORD_BYTES + 1);
            assertThrows(IllegalArgumentException.class, () -> sorter.add(record));
        }
    }

    @Test
    void add_spilled_leavesNoNameBehind() throws IOException {
        try (RecordSorter sorter = new RecordSorter(new SpillDirectory(directory), MEMORY)) {
            for (int i = 0; i < 5; i++) {
                sorter.add(ByteBuffer.allocate(RecordSorter.MAX_RECORD_BYTES));
            }
            try (var files = Files.list(directory)) {
                assertEquals(List.of(), files.toList(), "a process that is killed now leaves nothing");
            }
        }
    }

    @Test
    void add_directoryIsMissing_namedWithTheOption() {
        SpillDirectory missing = new SpillDirectory(directory.resolve("missing"));
        try (RecordSorter sorter = new RecordSorter(missing, MEMORY)) {
            SpillException fault = assertThrows(SpillException.class, () -> {
                for (int i = 0; i < 5; i++) {
                    sorter.add(ByteBuffer.allocate(RecordSorter.MAX_RECORD_BYTES));
                }
            });
            assertTrue(fault.getMessage().contains(missing.path().toString()), fault.getMessage());
            assertTrue(fault.getMessage().contains("--temp-dir"), fault.getMessage());
        }
    }

    @Test
    void requireRoom_moreThanAnyDiskHas_refusedBeforeAnythingIsWritten() {
        SpillException fault = assertThrows(SpillException.class,
                () -> new SpillDirectory(directory).requireRoom(Long.MAX_VALUE));
        assertTrue(fault.getMessage().contains("MB free"), fault.getMessage());
    }

    @Test
    void text_anyText_comesBack() {
        ByteBuffer record = ByteBuffer.allocate(200);
        List<String> texts = Arrays.asList("alice", "", null, "j\u00fcrgen", "\ud83d\ude00", "a\u0000b");
        texts.forEach(text -> RecordText.put(record, text));
        int written = record.position();
        assertTrue(written <= texts.stream().mapToInt(RecordText::maxBytes).sum());
        record.flip();
        texts.forEach(text -> assertEquals(text, RecordText.get(record)));
    }

    @Test
    void fitting_smallHeap_takesItsShareOfIt() {
        assertEquals(24 << 20, RecordSorter.fitting(24 << 20, 256L << 20));
        assertEquals(24 << 20, RecordSorter.fitting(24 << 20, 4L << 30));
        assertEquals(6 << 20, RecordSorter.fitting(24 << 20, 64L << 20));
        assertEquals(2 << 20, RecordSorter.fitting(8 << 20, 16L << 20));
    }
}
