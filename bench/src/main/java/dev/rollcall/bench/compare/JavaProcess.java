package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a Java process about itself, by the JDK's {@code jcmd}. */
final class JavaProcess {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+[0-9]+\\s+([0-9]+)");

    private JavaProcess() {}

    /** What is alive on the heap in bytes; the process makes a full collection for it. */
    static long liveHeapBytes(long pid) throws IOException, InterruptedException {
        String histogram = Command.output(List.of(JCMD.toString(), Long.toString(pid), "GC.class_histogram"));
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("jcmd gave no histogram of process " + pid);
        }
        return Long.parseLong(total.group(1));
    }
}
