package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it was measured on.
 *
 * @param processor its name
 * @param cores how many
 * @param memoryGiB how much
 * @param kernel name and version
 * @param java the version of the generator's, and where nothing else is said the registrar's
 */
record Machine(String processor, int cores, long memoryGiB, String kernel, String java) {
    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*([0-9]+) kB");
    private static final int KIB_IN_GIB_BITS = 20;

    static Machine here() throws IOException {
        return new Machine(
                find(MODEL, "/proc/cpuinfo", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(find(MEMORY, "/proc/meminfo", "0")) >> KIB_IN_GIB_BITS,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    }

    /** A command as it was typed, but for where on this machine things lie. */
    static String commandLine(Class<?> program, List<String> arguments) {
        return "java -cp bench/target/bench.jar " + program.getName() + " "
                + String.join(" ", arguments).replaceAll("(?<=[ =])/\\S*/", "");
    }

    /** How many programs wanted a core in the last minute, on average. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static String find(Pattern pattern, String file, String otherwise) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d cores (%s), %d GiB, %s, Java %s",
                cores, processor, memoryGiB, kernel, java);
    }
}
