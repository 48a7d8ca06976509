package dev.rollcall.preload;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdSettings;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of rejected rows what the causes are and which command mends them.
 *
 * @param ids the check that found the causes
 */
record Advice(IdCheck ids, MigratorCommand migrator) {
    String on(PreloadSummary summary) {
        String counts = Stream.concat(
                        named(summary.brokenIds(), ids::describe),
                        named(summary.faults(), fault -> fault == RowFault.BROKEN_ID ? null : fault.cause()))
                .sorted(Comparator.comparingLong(Cause::rows).reversed())
                .map(Cause::text)
                .collect(Collectors.joining(", "));
        return summary.rejected() + " of " + summary.rows() + " rows rejected: " + counts + "." + remedies(summary);
    }

    /** A command stands last, so that it can be copied. */
    private String remedies(PreloadSummary summary) {
        StringBuilder remedies = new StringBuilder();
        Map<RowFault, Long> faults = summary.faults();
        if (faults.keySet().stream().anyMatch(Advice::isForTheOperator)) {
            remedies.append(" Rows whose columns are wrong are not loaded until they are corrected in the table or")
                    .append(" deleted.");
        }
        if (faults.containsKey(RowFault.EMPTY_DOMAIN)) {
            remedies.append(" Rows without a domain were written with use_domain=0: use that, or fill in the domains")
                    .append(" and have new ids made with: ").append(repair());
        } else if (faults.containsKey(RowFault.BROKEN_ID)) {
            remedies.append(" Mend the ids with: ").append(repair());
        }
        return remedies.toString();
    }

    /** With every value given, so that the migrator assumes none. */
    private String repair() {
        return migrator.repair(IdSettings.given(ids.parameters()));
    }

    private static boolean isForTheOperator(RowFault fault) {
        return fault != RowFault.BROKEN_ID && fault != RowFault.EMPTY_DOMAIN;
    }

    private static <T> Stream<Cause> named(Map<T, Long> counts, Function<T, String> name) {
        return counts.entrySet().stream()
                .filter(entry -> name.apply(entry.getKey()) != null)
                .map(entry -> new Cause(name.apply(entry.getKey()), entry.getValue()));
    }

    private record Cause(String name, long rows) {
        String text() {
            return name + " (" + rows + ")";
        }
    }
}
