package dev.rollcall.migrator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How many rows have one thing in common, and the first few of them. Not thread-safe.
 *
 * @param <S> what is kept of a row
 */
final class Finding<S> {
    private static final int MAX_SAMPLES = 5;

    private final List<S> samples = new ArrayList<>();
    private long rows;

    /** @param sample what an operator finds the row by; asked for only when it becomes a sample */
    void add(Supplier<S> sample) {
        rows++;
        if (samples.size() < MAX_SAMPLES) {
            samples.add(sample.get());
        }
    }

    long rows() {
        return rows;
    }

    List<S> samples() {
        return samples;
    }

    /** The same rows, with something else kept of the samples. */
    <R> Finding<R> map(Function<S, R> change) {
        Finding<R> mapped = new Finding<>();
        mapped.rows = rows;
        samples.forEach(sample -> mapped.samples.add(change.apply(sample)));
        return mapped;
    }
}
