package dev.rollcall.bench.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured of one server in one case.
 *
 * @param name the server
 * @param firstPass the AORs' first registrations, where later turns refresh them
 * @param turns the closed loop, turn by turn
 * @param openLoop the same at a fixed rate below the ceiling; empty where none was asked for
 */
record Series(String name, Optional<Measurement> firstPass, List<Measurement> turns, List<Measurement> openLoop) {
    /** The median of a figure over the turns; of two in the middle the lower one. */
    static double median(List<Measurement> turns, ToDoubleFunction<Measurement> figure) {
        return turns.stream().mapToDouble(figure).sorted().skip((turns.size() - 1) / 2).findFirst().orElse(Double.NaN);
    }

    /** The turn whose cost is the median. */
    Measurement medianTurn() {
        return turns.stream().sorted(Comparator.comparingDouble(Measurement::cost))
                .skip((turns.size() - 1) / 2).findFirst().orElseThrow();
    }

    /** Median of CPU seconds for 100 000 registrations. */
    double cost() {
        return median(turns, Measurement::cost);
    }

    /** The cost in proportion to another's. */
    double ratioTo(Series other) {
        return cost() / other.cost();
    }

    /** Median of registrations a second. */
    double rate() {
        return median(turns, Measurement::rate);
    }

    long failed() {
        return turns.stream().mapToLong(Measurement::failed).sum();
    }
}
