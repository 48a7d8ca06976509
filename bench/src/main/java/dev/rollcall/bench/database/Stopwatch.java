package dev.rollcall.bench.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Runs from when it is made: time, and this process' share of the processors. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long start = System.nanoTime();
    private final long cpuStart = SYSTEM.getProcessCpuTime();

    long nanos() {
        return System.nanoTime() - start;
    }

    long cpuNanos() {
        return SYSTEM.getProcessCpuTime() - cpuStart;
    }
}
