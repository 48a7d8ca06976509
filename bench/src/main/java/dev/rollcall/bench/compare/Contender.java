package dev.rollcall.bench.compare;

import java.util.List;

/** A server that takes part. */
interface Contender {
    /** What it is called in tables. */
    String name();

    /** Whether it can serve this. */
    boolean serves(Workload workload);

    /** The command that starts it in the foreground. */
    List<String> command(Place place);

    /** How long it is waited for until it answers. */
    int START_SECONDS = 120;
}
