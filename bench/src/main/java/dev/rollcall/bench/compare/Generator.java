package dev.rollcall.bench.compare;

import java.io.IOException;

/** A program that sends REGISTERs and counts what comes back. */
interface Generator {
    /** What it is called in results. */
    String name();

    /** Whether it can send this. */
    boolean sends(Workload workload);

    /** Runs one turn on its cores. */
    Measurement run(Order order, Cores cores) throws IOException, InterruptedException;
}
