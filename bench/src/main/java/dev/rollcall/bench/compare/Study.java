package dev.rollcall.bench.compare;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One question about the registrar alone. */
interface Study {
    /** What a run of any study needs. */
    interface Bench {
        /** A registrar for UDP, up and answering, in a directory of its own. */
        RunningServer start(List<String> javaOptions, List<String> settings) throws IOException, InterruptedException;

        /** Registers so many AORs, so often in all, in a closed loop. */
        Measurement register(RunningServer server, String prefix, int aors, int count)
                throws IOException, InterruptedException;

        /** As many registrations as asked for, at a fixed rate. */
        Measurement registerAt(double rate, RunningServer server, int aors, int count)
                throws IOException, InterruptedException;

        /** Tells whoever waits what has been reached. */
        void say(String progress);
    }

    /** Measures. */
    List<Finding> run(Bench bench) throws IOException, InterruptedException, SQLException;
}
