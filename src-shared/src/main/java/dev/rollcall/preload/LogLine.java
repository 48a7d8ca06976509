package dev.rollcall.preload;

import dev.rollcall.log.ServerLog;
import java.util.List;

/**
 * One of OpenSIPS' log lines about a row.
 *
 * @param critical whether its level is CRITICAL; otherwise it is ERROR
 * @param function the function of usrloc that OpenSIPS names
 * @param template the text with {@code {}} for each argument; may hold line breaks
 * @param arguments taken from the row, hostile as it may be
 */
record LogLine(boolean critical, String function, String template, List<Object> arguments) {
    static LogLine critical(String function, String template, Object... arguments) {
        return new LogLine(true, function, template, List.of(arguments));
    }

    static LogLine error(String function, String template, Object... arguments) {
        return new LogLine(false, function, template, List.of(arguments));
    }

    void write() {
        ServerLog log = ServerLog.of("usrloc", function);
        if (critical) {
            log.critical(template, arguments.toArray());
        } else {
            log.error(template, arguments.toArray());
        }
    }
}
