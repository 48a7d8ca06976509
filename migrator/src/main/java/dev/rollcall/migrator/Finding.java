package dev.rollcall.migrator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How many rows have one thing in common, and the first few of them. Not thread-safe. */
final class Finding {
    private static final int MAX_SAMPLES = 5;

    private final List<String> samples = new ArrayList<>();
    private long rows;

    /** @param text what an operator finds the row by; asked for only when it becomes a sample */
    void add(Supplier<String> text) {
        rows++;
        if (samples.size() < MAX_SAMPLES) {
            samples.add(text.get());
        }
    }

    long rows() {
        return rows;
    }

    List<String> samples() {
        return samples;
    }
}
