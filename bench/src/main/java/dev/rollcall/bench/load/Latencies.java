package dev.rollcall.bench.load;

/**
 * Times in nanoseconds, counted in buckets that are each a thirty-second part of their power of two: any number of them
 * in little memory, each percentile right to within 3 %. Not thread-safe.
 */
final class Latencies {
    private static final int PART_BITS = 5;
    private static final int PARTS = 1 << PART_BITS;

    private final long[] counts = new long[(Long.SIZE - PART_BITS) * PARTS];
    private long count;
    private long max;

    void add(long nanos) {
        counts[bucket(nanos)]++;
        count++;
        max = Math.max(max, nanos);
    }

    /** Takes over what another one has counted. */
    void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        max = Math.max(max, other.max);
    }

    long max() {
        return max;
    }

    /**
     * A time that is not exceeded by so many of them; 0 without any.
     *
     * @param share 0 to 1
     */
    long percentile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(largest(i), max);
            }
        }
        return max;
    }

    /** Below 32 each value has its bucket; above, the five bits behind the highest one choose it. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - PART_BITS - Long.numberOfLeadingZeros(nanos | 1));
        return (shift << PART_BITS) + (int) (nanos >>> shift);
    }

    /** The largest value of a bucket. */
    private static long largest(int bucket) {
        int shift = Math.max(0, (bucket >> PART_BITS) - 1);
        long part = bucket - ((long) shift << PART_BITS);
        return (part + 1 << shift) - 1;
    }
}
