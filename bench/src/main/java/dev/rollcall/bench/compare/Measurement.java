package dev.rollcall.bench.compare;

/**
 * What one turn of load has shown.
 *
 * @param registered how many REGISTERs ended with 200
 * @param failed how many did not: refused, or not answered
 * @param seconds from the first to the last
 * @param serverCpuSeconds user and system time of the server's processes meanwhile
 * @param generatorCpuSeconds the same of the generator; as long as the turn where the generator was the limit
 * @param p50 median latency in milliseconds, of both legs where there was a challenge
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max the longest
 */
record Measurement(
        long registered,
        long failed,
        double seconds,
        double serverCpuSeconds,
        double generatorCpuSeconds,
        double p50,
        double p99,
        double p999,
        double max) {
    private static final double HUNDRED_THOUSAND = 100_000;

    /** Registrations a second. */
    double rate() {
        return registered / seconds;
    }

    /** The server's CPU seconds for 100 000 registrations. */
    double cost() {
        return serverCpuSeconds * HUNDRED_THOUSAND / registered;
    }
}
