package dev.rollcall.bench.compare;

import java.util.OptionalDouble;

/**
 * What a generator is asked for.
 *
 * @param workload the kind of registration
 * @param port the server's, on 127.0.0.1
 * @param server the server, whose CPU time is read
 * @param prefix what user names begin with; a number follows
 * @param aors how many AORs take turns
 * @param count how many registrations
 * @param cseq the first CSeq of each
 * @param rate registrations a second of an open loop; empty for a closed loop
 * @param shuffled whether the AORs come in a scattered order
 * @param generatorWarmUp how many registrations of the warm-up's AORs a generator in Java warms itself up with
 */
record Order(
        Workload workload,
        int port,
        ProcessHandle server,
        String prefix,
        int aors,
        long count,
        int cseq,
        OptionalDouble rate,
        boolean shuffled,
        int generatorWarmUp) {
    /** The realm and the AORs' domain. */
    static final String DOMAIN = "bench.test";
    /** REGISTERs under way at once in a closed loop. */
    static final int IN_FLIGHT = 64;
    /** When a generator sends no more. */
    static final int LIMIT_SECONDS = 120;
    /** What the names of those users begin with who register to warm up a server. */
    static final String WARM_UP_PREFIX = "w";
    /** The same of those that are measured. */
    static final String PREFIX = "u";
    /** A user's password is this, then the name. */
    static final String PASSWORD_PREFIX = "pw-";

    /** The same at a fixed rate. */
    Order at(double perSecond, long registrations) {
        return new Order(
                workload, port, server, prefix, aors, registrations, cseq, OptionalDouble.of(perSecond), shuffled,
                generatorWarmUp);
    }
}
