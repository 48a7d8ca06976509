package dev.rollcall.migrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells where standard error goes. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Whether standard error is shown on a terminal that can redraw a line. Where the system does not tell, it is taken
     * for none: {@link System#console} speaks of other streams, and differs between Java 17 and 22.
     */
    static boolean isStandardError() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            boolean terminal = device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
            return terminal && !"dumb".equals(System.getenv("TERM"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
