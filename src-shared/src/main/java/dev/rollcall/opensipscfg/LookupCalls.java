package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.Statement.Argument;
import dev.rollcall.opensipscfg.Statement.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Interprets calls of {@code lookup()}: their flags are those of a lookup by another proxy. */
final class LookupCalls {
    static final String FUNCTION = "lookup";

    private static final Argument NO_FLAGS = new Argument("", true);
    /** The letters before OpenSIPS 3.4, of the flags that have no value. */
    private static final Map<Character, String> LETTERS = Map.of('m', "method-filtering", 'b', "no-branches", 'B',
            "to-branches-only", 'r', "branch", 'g', "global", 'i', "case-insensitive", 'e', "extended-regexp", 'Y',
            "sort-by-latency");

    private final Findings findings;
    private final List<Call> calls;

    LookupCalls(Findings findings, List<Call> calls) {
        this.findings = findings;
        this.calls = calls.stream().filter(call -> call.function().equals(FUNCTION)).toList();
    }

    void interpret() {
        if (calls.isEmpty()) {
            return;
        }
        Call first = calls.get(0);
        findings.leave(first.text(), "Rollcall redirects calls itself for those whom rollcall.lookup_from names; else they"
                + " stay with a proxy that reads the table");
        Set<Argument> flags = calls.stream()
                .map(call -> call.arguments().size() > 1 ? call.arguments().get(1) : NO_FLAGS)
                .collect(Collectors.toSet());
        Argument only = flags.iterator().next();
        if (flags.size() > 1 || !only.isConstant()) {
            findings.leave("flags of " + FUNCTION + "() (" + first.place() + ')', "they are not one value; set "
                    + AdmissionParams.LOOKUP_FLAGS.key());
        } else {
            take(names(only.text()), first);
        }
    }

    private void take(String flags, Call first) {
        try {
            AdmissionParams.LOOKUP_FLAGS.type().read(flags);
            findings.take(new Setting(
                    AdmissionParams.LOOKUP_FLAGS.key(), flags, first.place() + ", as " + FUNCTION + "()"));
        } catch (IllegalArgumentException e) {
            findings.leave("flags of " + first.text(), e.getMessage());
        }
    }

    private static String names(String flags) {
        boolean letters = flags.chars().allMatch(c -> LETTERS.containsKey((char) c));
        return letters
                ? flags.chars().mapToObj(c -> LETTERS.get((char) c)).collect(Collectors.joining(","))
                : flags;
    }
}
