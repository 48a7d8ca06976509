package dev.rollcall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a process and all that it has started have used, as Linux counts it in {@code /proc}. */
public final class ProcessUsage {
    /** USER_HZ of every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    private ProcessUsage() {}

    /** CPU seconds, user and system, of all threads, ended ones included. */
    public static double cpuSeconds(ProcessHandle process) {
        return tree(process).map(pid -> ticks(Path.of("/proc", Long.toString(pid), "stat"))).sum() / TICKS_PER_SECOND;
    }

    /** The same of this process alone. */
    public static double ownCpuSeconds() {
        return ticks(Path.of("/proc/self/stat")) / TICKS_PER_SECOND;
    }

    /** Memory in bytes, pages shared with others counted in part (PSS). */
    public static long pssBytes(ProcessHandle process) {
        return tree(process).map(pid -> pss(Path.of("/proc", Long.toString(pid), "smaps_rollup"))).sum();
    }

    private static LongStream tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).mapToLong(ProcessHandle::pid);
    }

    /** The second field is the program's name in parentheses and may hold anything; the third follows the last one. */
    private static long ticks(Path stat) {
        String text = read(stat);
        if (text.isEmpty()) {
            return 0;
        }
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }

    private static long pss(Path smaps) {
        return read(smaps).lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    /** Nothing where the process has ended meanwhile. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
