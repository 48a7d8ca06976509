package dev.rollcall.registrar.usrloc;

import java.util.function.IntConsumer;

/**
 * Finds blocks by a hash of what is in them: a hash table with open addressing, one number of 64 bits a block, the hash
 * above the block. So the others of a chain are passed over, and the table grows, without a look at any block. Several
 * blocks may have one hash. Not thread-safe: the shard's lock guards it.
 */
final class BlockIndex {
    /** No such place. */
    static final int NOWHERE = -1;

    private static final int SMALLEST = 16;

    /** 0 is a free place, since no block is. */
    private long[] places = new long[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    /** The first place of a hash, or {@link #NOWHERE}. */
    int first(int hash) {
        return search(hash, home(hash));
    }

    /** The next place of the hash that a place has, or {@link #NOWHERE}. */
    int next(int place) {
        return search(hash(places[place]), following(place));
    }

    /** The block at a place. */
    int block(int place) {
        return (int) places[place];
    }

    /** Puts a block in the place of another with the same hash. */
    void replace(int place, int block) {
        places[place] = entry(hash(places[place]), block);
    }

    /** Adds a block, which is not there yet. */
    void add(int hash, int block) {
        put(entry(hash, block));
        if (++size > places.length / 4 * 3) {
            resize(places.length * 2);
        }
    }

    /** Frees a place; all places may be others afterwards. */
    void remove(int place) {
        places[place] = 0;
        size--;
        closeGap(place);
        if (places.length > SMALLEST && size < places.length / 8) {
            resize(places.length / 2);
        }
    }

    /** Shows all blocks, in no order. */
    void forEach(IntConsumer consumer) {
        for (long entry : places) {
            if (entry != 0) {
                consumer.accept((int) entry);
            }
        }
    }

    private int search(int hash, int from) {
        int place = from;
        while (places[place] != 0) {
            if (hash(places[place]) == hash) {
                return place;
            }
            place = following(place);
        }
        return NOWHERE;
    }

    private void put(long entry) {
        int place = home(hash(entry));
        while (places[place] != 0) {
            place = following(place);
        }
        places[place] = entry;
    }

    private int home(int hash) {
        return hash & places.length - 1;
    }

    private int following(int place) {
        return place + 1 & places.length - 1;
    }

    /** Moves back whoever stands behind a new gap and would not be found across it. */
    private void closeGap(int gap) {
        for (int place = following(gap); places[place] != 0; place = following(place)) {
            int fromHome = place - home(hash(places[place])) & places.length - 1;
            int fromGap = place - gap & places.length - 1;
            if (fromHome >= fromGap) {
                places[gap] = places[place];
                places[place] = 0;
                gap = place;
            }
        }
    }

    private void resize(int capacity) {
        long[] old = places;
        places = new long[capacity];
        for (long entry : old) {
            if (entry != 0) {
                put(entry);
            }
        }
    }

    private static long entry(int hash, int block) {
        return (long) hash << Integer.SIZE | block;
    }

    private static int hash(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }
}
