package dev.rollcall.spill;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Values in the order of their records, as many as there are, within bounded memory. Values are added first and then
 * gone through, as often as one likes. Not thread-safe.
 */
public final class SpilledList<T> implements Iterable<T>, AutoCloseable {
    private final RecordSorter sorter;
    private final RecordCodec<T> codec;
    private long size;

    /** @param memoryBytes how much memory the values may take, 2 MB or more */
    public SpilledList(SpillDirectory directory, int memoryBytes, RecordCodec<T> codec) {
        this.sorter = new RecordSorter(directory, memoryBytes);
        this.codec = codec;
    }

    /** Takes a value in; not any more once they have been gone through. */
    public void add(T value) {
        sorter.add(codec.write(value));
        size++;
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public Iterator<T> iterator() {
        RecordCursor cursor = sorter.sorted();
        return new Iterator<>() {
            private ByteBuffer record = cursor.next();

            @Override
            public boolean hasNext() {
                return record != null;
            }

            @Override
            public T next() {
                if (record == null) {
                    throw new NoSuchElementException();
                }
                T value = codec.read(record);
                record = cursor.next();
                return value;
            }
        };
    }

    /** The values, once more. */
    public Stream<T> stream() {
        return StreamSupport.stream(Spliterators.spliterator(iterator(), size, 0), false);
    }

    /** Gives the temporary file back. */
    @Override
    public void close() {
        sorter.close();
    }
}
