package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.Statement.Argument;
import dev.rollcall.opensipscfg.Statement.Call;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Interprets calls that look for phones behind NAT and store where those are seen. */
final class NatCalls {
    static final String TEST = "nat_uac_test";
    static final String FIX = "fix_nated_register";

    private final Findings findings;
    private final List<Call> tests;
    private final Optional<Call> fix;

    NatCalls(Findings findings, List<Call> calls) {
        this.findings = findings;
        this.tests = calls.stream().filter(call -> call.function().equals(TEST)).toList();
        this.fix = calls.stream().filter(call -> call.function().equals(FIX)).findFirst();
    }

    /** Where REGISTERs are fixed, the tests are taken, if there is only one kind of them. */
    void interpret() {
        if (fix.isEmpty()) {
            return;
        }
        Set<Argument> values = tests.stream()
                .filter(call -> !call.arguments().isEmpty())
                .map(call -> call.arguments().get(0))
                .collect(Collectors.toSet());
        if (values.size() == 1 && values.iterator().next().isConstant()) {
            findings.take(new Setting(RollcallParams.NAT_UAC_TEST.key(), values.iterator().next().text(),
                    tests.get(0).place() + ", as " + TEST + "()"));
        } else {
            findings.leave(FIX + "() (" + fix.get().place() + ')', "which tests tell that a phone is behind NAT is not one"
                    + " value; set " + RollcallParams.NAT_UAC_TEST.key());
        }
    }
}
