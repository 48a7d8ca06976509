package dev.rollcall.spill;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of records within bounded memory: what does not fit goes to a temporary file, in sorted runs that
 * are merged while they are read. Not thread-safe.
 *
 * <p>A record is a run of bytes; the order is that of its bytes, each from 0 to 255. So a record begins with what it is
 * sorted by: {@link ByteBuffer#putInt} and {@link ByteBuffer#putLong} write numbers in their unsigned order, and
 * {@link RecordText} texts so that equal ones come together. Records that are equal are all kept.
 *
 * <pre>{@code
 * try (RecordSorter sorter = new RecordSorter(SpillDirectory.ofSystem(), 32 << 20)) {
 *     for (...) {
 *         record.clear().putInt(slot).putLong(id);
 *         sorter.add(record.flip());
 *     }
 *     RecordCursor sorted = sorter.sorted();
 *     for (ByteBuffer next = sorted.next(); next != null; next = sorted.next()) { ... }
 * }
 * }</pre>
 */
public final class RecordSorter implements AutoCloseable {
    /** The longest record. */
    public static final int MAX_RECORD_BYTES = RecordBlocks.BLOCK_BYTES - Integer.BYTES;

    private static final int MIN_MEMORY_BYTES = 2 << 20;
    private static final int USUAL_HEAP_MEGABYTES = 256;

    /** Runs that are merged at a time, each with a buffer of its own. */
    private static final int MAX_RUNS = 64;

    private final SpillDirectory directory;
    private final RecordBlocks memory;
    private final List<Run> runs = new ArrayList<>();
    private SpillFile file;
    private boolean complete;

    /**
     * @param memoryBytes how much memory the records may take, 2 MB or more, in a heap of 256 MB; as much less as the heap
     *     is smaller. A merge of runs takes 4 MB at most
     */
    public RecordSorter(SpillDirectory directory, int memoryBytes) {
        this.directory = directory;
        this.memory = new RecordBlocks(fitting(memoryBytes, Runtime.getRuntime().maxMemory()));
    }

    static int fitting(int memoryBytes, long heapBytes) {
        long share = memoryBytes * (heapBytes >> 20) / USUAL_HEAP_MEGABYTES;
        return (int) Math.max(MIN_MEMORY_BYTES, Math.min(memoryBytes, share));
    }

    /**
     * Takes the record between the buffer's position and its limit; a copy is kept.
     *
     * @throws IllegalArgumentException when it is longer than {@link #MAX_RECORD_BYTES}
     * @throws SpillException when the temporary directory takes no more
     */
    public void add(ByteBuffer record) {
        if (record.remaining() > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record of " + record.remaining() + " bytes");
        }
        if (!memory.add(record)) {
            spill();
            memory.add(record);
        }
    }

    /**
     * All records in their order, from the first one on; to be asked after the last one was added, as often as one
     * likes, and read before this is closed.
     */
    public RecordCursor sorted() {
        if (!complete) {
            complete = true;
            if (runs.isEmpty()) {
                memory.sort();
            } else {
                spill();
                memory.release();
            }
        }
        return runs.isEmpty() ? new MemoryCursor() : new MergeCursor();
    }

    private void spill() {
        memory.sort();
        directory.requireRoom(memory.writtenBytes());
        if (file == null) {
            file = new SpillFile(directory);
        }
        long from = file.end();
        for (int i = 0; i < memory.count(); i++) {
            file.append(memory.written(i));
        }
        memory.clear();
        addRun(from);
        if (runs.size() == MAX_RUNS) {
            merge();
        }
    }

    private void addRun(long from) {
        file.flush();
        runs.add(new Run(from, file.end()));
    }

    /** Makes one run of all. */
    private void merge() {
        directory.requireRoom(file.end());
        long from = file.end();
        MergeCursor merged = new MergeCursor();
        for (ByteBuffer written = merged.nextWritten(); written != null; written = merged.nextWritten()) {
            file.append(written);
        }
        runs.clear();
        addRun(from);
    }

    /** Gives the temporary file back. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private final class MemoryCursor implements RecordCursor {
        private int number;

        @Override
        public ByteBuffer next() {
            return number == memory.count() ? null : withoutLength(memory.written(number++));
        }
    }

    /** A part of the file, sorted. */
    private record Run(long from, long to) {}

    private final class MergeCursor implements RecordCursor {
        private final PriorityQueue<SortedRun> queue = new PriorityQueue<>();
        /** The run whose record was handed out last, and which is to go on. */
        private SortedRun current;

        MergeCursor() {
            for (Run run : runs) {
                SortedRun records = new SortedRun(file, run.from(), run.to());
                if (records.advance()) {
                    queue.add(records);
                }
            }
        }

        ByteBuffer nextWritten() {
            if (current != null && current.advance()) {
                queue.add(current);
            }
            current = queue.poll();
            return current == null ? null : current.written();
        }

        @Override
        public ByteBuffer next() {
            ByteBuffer written = nextWritten();
            return written == null ? null : withoutLength(written);
        }
    }

    /** The record alone, as a buffer of its own that begins at 0. */
    private static ByteBuffer withoutLength(ByteBuffer written) {
        return written.position(written.position() + Integer.BYTES).slice();
    }
}
