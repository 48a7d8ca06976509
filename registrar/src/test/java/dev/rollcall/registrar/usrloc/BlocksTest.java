package dev.rollcall.registrar.usrloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final int PAGE_BYTES = 128 << 10;

    private final Blocks blocks = new Blocks();
    /** What was written behind the header of each block. */
    private final Map<Integer, byte[]> written = new HashMap<>();

    @Test
    void allocateFreeResize_atRandom_keepsWhatWasWritten() {
        Random random = new Random(11);
        List<Integer> live = new ArrayList<>();
        for (int round = 0; round < 150_000; round++) {
            int choice = random.nextInt(100);
            if (live.isEmpty() || choice < (round < 75_000 ? 45 : 30)) {
                live.add(write(blocks.allocate(length(random)), random));
            } else if (choice < 75) {
                int at = random.nextInt(live.size());
                check(live.get(at));
                release(live.get(at));
                Collections.swap(live, at, live.size() - 1);
                live.remove(live.size() - 1);
            } else {
                int at = random.nextInt(live.size());
                live.set(at, resized(live.get(at), random));
            }
        }
        live.forEach(this::check);
        Collections.shuffle(live, random);
        live.forEach(this::release);
        assertEquals(1, blocks.pageCount());
        // and what is free is one run again
        int whole = blocks.allocate(PAGE_BYTES - 16);
        assertEquals(1, blocks.pageCount());
        blocks.free(whole);
    }

    @Test
    void free_all_givesThePagesBack() {
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(blocks.allocate(160));
        }
        int pages = blocks.pageCount();
        assertTrue(pages <= 100_000 * 160 / (PAGE_BYTES - 16) + 1, pages + " pages");
        many.forEach(blocks::free);
        assertEquals(1, blocks.pageCount());
    }

    @Test
    void allocate_otherLengthsAfterwards_usesTheSameMemory() {
        List<Integer> small = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            small.add(blocks.allocate(64));
        }
        int pages = blocks.pageCount();
        Collections.shuffle(small, new Random(1));
        small.forEach(blocks::free);
        for (int i = 0; i < 10_000; i++) {
            blocks.allocate(320);
        }
        assertTrue(blocks.pageCount() <= pages + 1, blocks.pageCount() + " pages in the place of " + pages);
    }

    @Test
    void allocate_moreThanAPage_hasAPageOfItsOwn() {
        int first = blocks.allocate(100);
        int huge = write(blocks.allocate(5_000_000), new Random(3));
        int grown = resized(huge, blocks.resize(huge, 9_000_000), new Random(4));
        assertEquals(2, blocks.pageCount());
        int shrunk = resized(grown, blocks.resize(grown, 200), new Random(5));
        assertEquals(1, blocks.pageCount());
        check(shrunk);
        assertNotEquals(first, shrunk);
    }

    @Test
    void hasBytes_oneByteOther_isFalse() {
        byte[] bytes = new byte[29];
        new Random(8).nextBytes(bytes);
        int block = blocks.allocate(64);
        blocks.putBytes(block, 5, bytes, 3, 28);

        assertTrue(blocks.hasBytes(block, 5, bytes, 3, 28));
        for (int i = 3; i < 28; i++) {
            byte[] other = bytes.clone();
            other[i] ^= 64;
            assertFalse(blocks.hasBytes(block, 5, other, 3, 28), "byte " + i);
        }
    }

    private static int length(Random random) {
        return switch (random.nextInt(100)) {
            case 0 -> 1 + random.nextInt(2 * PAGE_BYTES);
            case 1, 2 -> PAGE_BYTES - 40 + random.nextInt(40);
            case 3, 4, 5 -> 1 + random.nextInt(4000);
            default -> 16 + random.nextInt(240);
        };
    }

    private int resized(int block, Random random) {
        return resized(block, blocks.resize(block, length(random)), random);
    }

    /** Checks that the bytes that both have room for are kept, then writes others. */
    private int resized(int before, int after, Random random) {
        byte[] expected = written.remove(before);
        byte[] actual = content(after);
        int both = Math.min(expected.length, actual.length);
        assertTrue(Arrays.equals(expected, 0, both, actual, 0, both));
        return write(after, random);
    }

    private int write(int block, Random random) {
        byte[] content = new byte[room(block)];
        random.nextBytes(content);
        blocks.putBytes(block, Blocks.HEADER_BYTES, content, 0, content.length);
        assertEquals(null, written.put(block, content));
        return block;
    }

    private void check(int block) {
        byte[] expected = written.get(block);
        assertTrue(blocks.hasBytes(block, Blocks.HEADER_BYTES, expected, 0, expected.length));
    }

    private void release(int block) {
        written.remove(block);
        blocks.free(block);
    }

    private byte[] content(int block) {
        return blocks.getBytes(block, Blocks.HEADER_BYTES, room(block));
    }

    /** All that may be written: the units of a block without the header. */
    private int room(int block) {
        return (blocks.getInt(block, 0) >>> 2) * 16 - Blocks.HEADER_BYTES;
    }
}
