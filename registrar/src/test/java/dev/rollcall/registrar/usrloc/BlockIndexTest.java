package dev.rollcall.registrar.usrloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockIndexTest {
    private final BlockIndex index = new BlockIndex();

    @Test
    void addRemoveFind_atRandomWithFewHashes_holdsWhatAMapHolds() {
        Random random = new Random(42);
        Map<Integer, Set<Integer>> expected = new HashMap<>();
        int size = 0;
        for (int round = 0; round < 200_000; round++) {
            // few hashes, so that gaps close over neighbours and equals; growing first, shrinking at the end
            int hash = random.nextInt(2000) * 7 - 6000;
            Set<Integer> blocks = expected.computeIfAbsent(hash, key -> new HashSet<>());
            if (random.nextInt(100) < (round < 100_000 ? 60 : 40)) {
                index.add(hash, round + 1);
                blocks.add(round + 1);
                size++;
            } else if (!blocks.isEmpty()) {
                int place = index.first(hash);
                blocks.remove(index.block(place));
                index.remove(place);
                size--;
            }
            assertEquals(size, index.size());
            assertEquals(blocks, blocks(hash));
        }
        expected.forEach((hash, blocks) -> assertEquals(blocks, blocks(hash)));
    }

    @Test
    void replace_always_keepsTheHash() {
        index.add(7, 1);
        index.add(7, 2);
        index.replace(index.first(7), 3);

        assertEquals(Set.of(2, 3), blocks(7));
        assertEquals(2, index.size());
    }

    @Test
    void forEach_always_showsEachBlockOnce() {
        Set<Integer> blocks = new HashSet<>();
        for (int block = 1; block <= 1000; block++) {
            index.add(block % 10, block);
        }
        index.forEach(block -> assertEquals(true, blocks.add(block)));

        assertEquals(1000, blocks.size());
    }

    private Set<Integer> blocks(int hash) {
        Set<Integer> blocks = new HashSet<>();
        for (int place = index.first(hash); place != BlockIndex.NOWHERE; place = index.next(place)) {
            assertEquals(true, blocks.add(index.block(place)));
        }
        return blocks;
    }
}
