package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.Statement.Argument;
import dev.rollcall.opensipscfg.Statement.Call;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Interprets calls of {@code www_authorize()}: whether phones are authenticated, the realm and the table of users. */
final class AuthCalls {
    static final String FUNCTION = "www_authorize";

    private final Findings findings;
    private final List<Call> calls;

    AuthCalls(Findings findings, List<Call> calls) {
        this.findings = findings;
        this.calls = calls;
    }

    /** Whether REGISTERs are authenticated against the subscriber table. */
    boolean interpret() {
        calls.stream()
                .filter(call -> call.function().endsWith("_" + FUNCTION))
                .forEach(call -> findings.leave(call.function() + "() (" + call.place() + ')',
                        "Rollcall authenticates against the subscriber table or a file: set rollcall.auth, and"
                                + " auth_db.db_url or rollcall.credentials_file"));
        List<Call> authorizing = calls.stream().filter(call -> call.function().equals(FUNCTION)).toList();
        authorizing.stream().findFirst().ifPresent(call -> findings.take(
                new Setting(RollcallParams.AUTH.key(), "1", call.place() + ", as " + FUNCTION + "()")));
        settle(authorizing, 0, RollcallParams.REALM.key());
        settle(authorizing, 1, RollcallParams.SUBSCRIBER_TABLE.key());
        return !authorizing.isEmpty();
    }

    /** OpenSIPS: an empty realm is the domain of the request's To, as it is without rollcall.realm. */
    private void settle(List<Call> authorizing, int index, String key) {
        Set<Argument> values = authorizing.stream()
                .filter(call -> call.arguments().size() > index)
                .map(call -> call.arguments().get(index))
                .collect(Collectors.toSet());
        if (values.isEmpty()) {
            return;
        }
        Call first = authorizing.get(0);
        Argument value = values.iterator().next();
        if (values.size() > 1 || !value.isConstant()) {
            findings.leave(FUNCTION + "() (" + first.place() + ')', "what it says of " + key + " is not one value; set "
                    + key + " where the default is not right");
        } else if (!value.text().isEmpty()) {
            findings.take(new Setting(key, value.text(), first.place() + ", as " + FUNCTION + "()"));
        }
    }
}
