package dev.rollcall.registrar.sip;

import dev.rollcall.log.LineLimit;
import dev.rollcall.log.ServerLog;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts what is not answered as asked, by cause, and logs it at a bounded rate. Safe for any thread. */
final class DispatcherLog {
    private static final ServerLog PARSE = ServerLog.of("core", "parse_msg");
    private static final ServerLog RECEIVE = ServerLog.of("core", "receive_msg");

    private final Map<Fault.Kind, LineLimit> malformed = new EnumMap<>(Fault.Kind.class);
    private final LineLimit responses;
    private final LineLimit failures;

    DispatcherLog(LongSupplier nanoClock) {
        for (Fault.Kind kind : Fault.Kind.values()) {
            malformed.put(kind, new LineLimit(nanoClock));
        }
        responses = new LineLimit(nanoClock);
        failures = new LineLimit(nanoClock);
    }

    void malformed(Flow flow, Fault fault) {
        long before = malformed.get(fault.kind()).add();
        if (before != LineLimit.NOT_DUE) {
            PARSE.error("bad message from {}: {}{}", flow.source(), fault.reason(), more(before));
        }
    }

    void response(Flow flow) {
        long before = responses.add();
        if (before != LineLimit.NOT_DUE) {
            RECEIVE.info("ignored a response from {}{}", flow.source(), more(before));
        }
    }

    void failure(Flow flow, RuntimeException cause) {
        long before = failures.add();
        if (before != LineLimit.NOT_DUE) {
            RECEIVE.error("could not handle a request from {}{}", flow.source(), more(before), cause);
        }
    }

    /** How many messages broke a rule. */
    long malformed(Fault.Kind kind) {
        return malformed.get(kind).total();
    }

    /** How many responses came. */
    long responses() {
        return responses.total();
    }

    /** How many requests could not be handled. */
    long failures() {
        return failures.total();
    }

    private static String more(long before) {
        return before == 0 ? "" : " (and " + before + " more since the last such line)";
    }
}
