package dev.rollcall.bench.compare;

import java.util.OptionalDouble;

/**
 * How a case is measured.
 *
 * @param warmUp registrations of other AORs that come first
 * @param aors how many AORs take turns where they refresh
 * @param count registrations of a turn
 * @param turns how often each server has its turn
 * @param openLoop the share of a server's own ceiling at which it is measured once more; empty for not at all
 * @param openSeconds how long each of those turns takes
 * @param load the generator's cores
 * @param shuffled whether AORs come in a scattered order
 */
record Plan(
        int warmUp, int aors, int count, int turns, OptionalDouble openLoop, int openSeconds, Cores load,
        boolean shuffled) {
    static final int MAX_COUNT = 10_000_000;

    /** @throws IllegalArgumentException where a number is out of its range, naming the option */
    Plan {
        requireRange("--warm-up", warmUp, 0, MAX_COUNT);
        requireRange("--aors", aors, 1, MAX_COUNT);
        requireRange("--count", count, 1, MAX_COUNT);
        requireRange("--turns", turns, 1, 99);
        requireRange("--open-seconds", openSeconds, 1, 600);
        if (openLoop.isPresent() && !(openLoop.getAsDouble() > 0 && openLoop.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("--open-loop " + openLoop.getAsDouble() + ": allowed is above 0 to 1");
        }
    }

    private static void requireRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(option + " " + value + ": allowed is " + min + " to " + max);
        }
    }

    /** How many AORs the warm-up is spread over: as many as are measured; where they are new, a third of its count. */
    int warmUpAors(Workload workload) {
        return workload.newAors() ? Math.max(1, warmUp / 3) : aors;
    }
}
