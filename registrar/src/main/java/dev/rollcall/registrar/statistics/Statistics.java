package dev.rollcall.registrar.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What a running registrar counts, by names as OpenSIPS has them: {@code group:name}. A value is asked for when it is
 * shown, and costs nothing before. Safe for any thread.
 */
public final class Statistics {
    private static final Pattern NAME = Pattern.compile("[a-z_]+:[A-Za-z0-9_-]+");

    private final Map<String, LongSupplier> values = new ConcurrentSkipListMap<>();

    /**
     * Adds a value.
     *
     * @param name {@code group:name}, the group in lower case
     * @param value asked on the thread that shows it; must be safe for any
     * @throws IllegalArgumentException when the name is of another form or is there already
     */
    public void add(String name, LongSupplier value) {
        if (!NAME.matcher(name).matches() || values.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("not a new group:name: " + name);
        }
    }

    /** Every value as it is now, by name. */
    public SortedMap<String, Long> values() {
        SortedMap<String, Long> now = new TreeMap<>();
        values.forEach((name, value) -> now.put(name, value.getAsLong()));
        return Collections.unmodifiableSortedMap(now);
    }
}
