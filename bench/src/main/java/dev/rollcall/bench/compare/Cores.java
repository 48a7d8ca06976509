package dev.rollcall.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a program may run, in the form of {@code taskset -c}: {@code 0}, {@code 0,1}, {@code 0-3}; or anywhere.
 *
 * @param list the cores; empty for all of them
 */
record Cores(String list) {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    /** @throws IllegalArgumentException where it has another form */
    Cores {
        if (!list.matches("|[0-9]+([,-][0-9]+)*")) {
            throw new IllegalArgumentException("cores '" + list + "': allowed is a list as 0 or 0,1 or 0-3");
        }
    }

    /** Whether a program can be bound to cores here. */
    static boolean canPin() {
        return Files.isExecutable(TASKSET);
    }

    /** The command that runs a command on these cores, under the process ID that it would have without. */
    List<String> pin(List<String> command) {
        if (list.isEmpty() || !canPin()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of(TASKSET.toString(), "-c", list));
        pinned.addAll(command);
        return pinned;
    }
}
