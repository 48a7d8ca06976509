package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.DomainParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.Statement.Assignment;
import dev.rollcall.opensipscfg.Statement.Call;
import dev.rollcall.opensipscfg.Statement.LoadModule;
import dev.rollcall.opensipscfg.Statement.Param;
import dev.rollcall.opensipscfg.Statement.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of each statement what it is in Rollcall, or why it is nothing there. An object is for one configuration. */
final class Interpreter {
    /** Those that ask the table of domains. */
    private static final Set<String> DOMAIN_FUNCTIONS = Set.of("is_domain_local", "is_from_local", "is_uri_host_local");

    /** The calls of routing blocks that count. */
    static final Set<String> FUNCTIONS = Stream.concat(
                    DOMAIN_FUNCTIONS.stream(),
                    Stream.of(SaveCalls.FUNCTION, SaveCalls.MID_REGISTRAR, LookupCalls.FUNCTION, AuthCalls.FUNCTION,
                            NatCalls.TEST, NatCalls.FIX, "pv_www_authorize", "aaa_www_authorize"))
            .collect(Collectors.toUnmodifiableSet());

    private static final String OWN_ADDRESS = "Rollcall sends nothing that names an address of its own; the column"
            + " socket names the listener's";
    private static final Map<String, String> CORE = Map.of(
            "alias", "Rollcall serves every domain unless rollcall.domains or domain.db_url says which",
            "advertised_address", OWN_ADDRESS,
            "advertised_port", OWN_ADDRESS);

    private final Findings findings = new Findings();
    private final ModuleParams params = new ModuleParams(findings);
    private final Set<String> others = new LinkedHashSet<>();

    OpensipsCfg interpret(List<Statement> statements) {
        Set<String> modules = new LinkedHashSet<>();
        of(statements, LoadModule.class).forEach(load -> modules.add(load.module()));
        of(statements, Param.class).forEach(params::interpret);
        of(statements, Assignment.class).forEach(this::assignment);
        params.finish();
        Sockets sockets = new Sockets(findings, modules, params.ports());
        of(statements, Socket.class).forEach(sockets::interpret);
        sockets.finish();
        List<Call> calls = of(statements, Call.class).toList();
        SaveCalls saves = new SaveCalls(findings, calls);
        saves.interpret();
        new NatCalls(findings, calls).interpret();
        new LookupCalls(findings, calls).interpret();
        if (calls.stream().map(Call::function).noneMatch(DOMAIN_FUNCTIONS::contains)) {
            findings.takeBack(DomainParams.DB_URL.key(), "no routing block asks whether a domain is served, so all are");
        }
        boolean authenticates = new AuthCalls(findings, calls).interpret();
        databaseDefault(statements, authenticates);
        if (modules.contains("usrloc")) {
            new UnsetParams(findings, FormerRelease.sign(statements).or(saves::letters)).interpret(authenticates);
        } else {
            findings.leave("loadmodule", "usrloc is not loaded, so that OpenSIPS keeps no registrations; is it the right"
                    + " file?");
        }
        others();
        return findings.result();
    }

    private static <T extends Statement> Stream<T> of(List<Statement> statements, Class<T> kind) {
        return statements.stream().filter(kind::isInstance).map(kind::cast);
    }

    private void assignment(Assignment assignment) {
        String what = assignment.name() + " = " + assignment.value() + " (" + assignment.place() + ')';
        if (CORE.containsKey(assignment.name())) {
            findings.leave(what, CORE.get(assignment.name()));
        } else if (assignment.name().equals("port")) {
            params.ports().putIfAbsent("udp", assignment.value());
            params.ports().putIfAbsent("tcp", assignment.value());
        } else if (assignment.name().equals("tcp_max_connections")) {
            findings.take(new Setting(RollcallParams.MAX_CONNECTIONS.key(), assignment.value(),
                    assignment.place() + ", as " + assignment.name()));
        } else if (!assignment.name().equals("db_default_url")) {
            others.add(assignment.name());
        }
    }

    /** OpenSIPS: {@code db_default_url} is the database of each module that none was set for. */
    private void databaseDefault(List<Statement> statements, boolean authenticates) {
        Optional<Assignment> set = of(statements, Assignment.class)
                .filter(assignment -> assignment.name().equals("db_default_url"))
                .reduce((earlier, later) -> later);
        Stream.of("usrloc.db_url", "auth_db.db_url")
                .filter(key -> authenticates || key.startsWith("usrloc"))
                .filter(key -> findings.taken(key).isEmpty())
                .forEach(key -> set.ifPresent(url -> findings.take(
                        new Setting(key, url.value(), url.place() + ", as db_default_url"))));
    }

    private void others() {
        if (!others.isEmpty()) {
            findings.leave("of the core " + String.join(", ", others), "concerns what Rollcall does in its own way, or"
                    + " not at all");
        }
        if (!params.otherModules().isEmpty()) {
            findings.leave("parameters of " + String.join(", ", params.otherModules()),
                    "Rollcall serves REGISTER, and has none of what these modules do");
        }
    }
}
