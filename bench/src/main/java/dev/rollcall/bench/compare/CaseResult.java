package dev.rollcall.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One case, all servers in one run, in turns.
 *
 * @param label its name
 * @param generator the name of what loaded them
 * @param authenticated whether passwords were asked for, so that a first pass finds no cache
 * @param series a server each, in their order
 */
record CaseResult(String label, String generator, boolean authenticated, List<Series> series) {
    /**
     * Those whose costs the others' are compared with: Kamailio and the echo where they took part, and where neither
     * did, the first of several.
     */
    List<Series> references() {
        List<Series> references = new ArrayList<>();
        named("Kamailio").ifPresent(references::add);
        named("echo").ifPresent(references::add);
        if (references.isEmpty() && series.size() > 1) {
            references.add(series.get(0));
        }
        return references;
    }

    private Optional<Series> named(String beginning) {
        return series.stream().filter(one -> one.name().startsWith(beginning)).findFirst();
    }
}
