package dev.rollcall.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * One case, all servers in one run, in turns.
 *
 * @param workload the case
 * @param generator the name of what loaded them
 * @param series a server each, in their order
 */
record CaseResult(Workload workload, String generator, List<Series> series) {
    /** The cost of a server in proportion to another's; empty where that one did not take part. */
    Optional<Double> ratio(Series one, String toName) {
        return series.stream().filter(other -> other.name().equals(toName)).findFirst()
                .map(other -> one.cost() / other.cost());
    }

    /** The name of the echo that took part. */
    Optional<String> echo() {
        return series.stream().map(Series::name).filter(name -> name.startsWith("echo")).findFirst();
    }
}
