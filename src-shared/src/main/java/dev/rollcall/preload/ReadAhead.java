package dev.rollcall.preload;

import dev.rollcall.location.LocationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Rows that a thread of its own reads, {@code row-reader}, while the caller's goes through those before them. It is
 * some thousand rows ahead at most.
 */
public final class ReadAhead implements RowSource {
    /** Rows that change hands at a time. */
    private static final int BLOCK_ROWS = 512;
    private static final int BLOCKS_AHEAD = 8;

    /** Some rows, and whether there are no more, and why if the source failed. */
    private record Block(List<LocationRow> rows, boolean last, RuntimeException failure) {}

    /** Ends a scan that nobody wants any more. */
    private static final class AbandonedException extends RuntimeException {}

    private final RowSource source;

    /** @param source called on the other thread; it ends early where what takes its rows throws */
    public ReadAhead(RowSource source) {
        this.source = source;
    }

    @Override
    public long scan(Consumer<LocationRow> rows) {
        BlockingQueue<Block> queue = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
        Thread reader = new Thread(() -> read(queue), "row-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            return consume(queue, rows);
        } finally {
            reader.interrupt();
        }
    }

    private static long consume(BlockingQueue<Block> queue, Consumer<LocationRow> rows) {
        long count = 0;
        while (true) {
            Block block;
            try {
                block = queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while rows were read", e);
            }
            block.rows().forEach(rows);
            count += block.rows().size();
            if (block.failure() != null) {
                throw block.failure();
            }
            if (block.last()) {
                return count;
            }
        }
    }

    private void read(BlockingQueue<Block> queue) {
        Filling filling = new Filling(queue);
        try {
            source.scan(filling);
            filling.hand(true, null);
        } catch (AbandonedException e) {
            // the other side has gone
        } catch (RuntimeException e) {
            filling.hand(true, e);
        } catch (Error e) {
            // whoever waits for rows must not wait for ever
            filling.hand(true, new IllegalStateException("the rows could not be read", e));
        }
    }

    /** Collects rows and hands them over by the block. */
    private static final class Filling implements Consumer<LocationRow> {
        private final BlockingQueue<Block> queue;
        private List<LocationRow> rows = new ArrayList<>(BLOCK_ROWS);

        Filling(BlockingQueue<Block> queue) {
            this.queue = queue;
        }

        @Override
        public void accept(LocationRow row) {
            rows.add(row);
            if (rows.size() == BLOCK_ROWS) {
                hand(false, null);
            }
        }

        void hand(boolean last, RuntimeException failure) {
            try {
                queue.put(new Block(rows, last, failure));
            } catch (InterruptedException e) {
                throw new AbandonedException();
            }
            rows = new ArrayList<>(BLOCK_ROWS);
        }
    }
}
