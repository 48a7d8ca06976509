package dev.rollcall.opensipscfg;

import dev.rollcall.opensipscfg.Statement.Assignment;
import dev.rollcall.opensipscfg.Statement.LoadModule;
import dev.rollcall.opensipscfg.Statement.Param;
import dev.rollcall.opensipscfg.Statement.Socket;
import java.util.List;
import java.util.Optional;

/** Tells a configuration that OpenSIPS 4.0 does not start with, since what 4.0 changed as a default was another then. */
final class FormerRelease {
    private FormerRelease() {}

    /** The first thing that 4.0 does not have any more, with its place; nothing where there is none. */
    static Optional<String> sign(List<Statement> statements) {
        return statements.stream().flatMap(statement -> sign(statement).stream()).findFirst();
    }

    private static Optional<String> sign(Statement statement) {
        String name = "";
        if (statement instanceof Socket socket && socket.keyword().equals("listen")) {
            name = "listen";
        } else if (statement instanceof Assignment assignment && assignment.name().matches("children|tcp_children")) {
            name = assignment.name();
        } else if (statement instanceof LoadModule load && load.module().equals("mi_json")) {
            name = load.module();
        } else if (statement instanceof Param param && param.modules().equals("usrloc")
                && param.name().matches("db_mode|shared_pinging")) {
            name = param.name();
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name + " (" + statement.place() + ')');
    }
}
